using System.Net;
using Gatehouse.Simulators.Spintly;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class BearerOnlyTests : SpintlyTest
{
    protected override SpintlyAssumptions Assumptions => new() { Authorization = AuthorizationForms.Bearer };

    [Fact]
    public async Task A_raw_token_is_refused_where_only_bearer_is_taken()
    {
        var token = await LoginAsync();

        (await SendAsync(HttpMethod.Post, Sites, new { }, token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Post, Sites, new { }, "Bearer " + token)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
