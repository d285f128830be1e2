using System.Net;
using Gatehouse.Api.Answers;
using Gatehouse.Facilities;

namespace Gatehouse.Api.Tests.PowerPlatform;

public sealed class LongCallTests
{
    [Fact]
    public async Task What_takes_longer_is_accepted_with_a_whole_address_to_ask_at_and_when()
    {
        var endpoints = new TestEndpoints(context => JsonAnswer.AcceptedAsync(
            context, "/api/v1/operations/grant-1?t=token", new Facility { Id = "f", Name = "f", System = "cavvisit", TimeZone = "UTC" }));
        await using var hub = await Hub.StartAsync(endpoints);
        using var answer = await hub.Admin.SendJsonAsync(HttpMethod.Post, "test", "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        answer.Headers.Location.ShouldBe(new Uri(hub.Address, "/api/v1/operations/grant-1?t=token"));
        answer.RetryAfterSeconds().ShouldBe(2);
    }

    [Fact]
    public void Steps_that_wait_say_so()
    {
        var definition = CommittedConnector.Definition;
        foreach (var id in new[] { "GrantAccess", "UpdateGrant", "RevokeGrant", "RevokeAllAccess" })
        {
            var operation = CommittedConnector.Operations(definition).Single(found => found.Operation.Text("operationId") == id).Operation;
            var headers = operation.GetProperty("responses").GetProperty("202").GetProperty("headers");
            headers.EnumerateObject().Select(header => header.Name).ShouldBe(["Location", "Retry-After"], id);
        }
    }
}
