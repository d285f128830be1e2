using System.Net;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Paging;
using Gatehouse.Resilience;
using Gatehouse.Testing;
using Gatehouse.Visits;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Hosting;

public sealed class CallerPatienceTests
{
    [Fact]
    public async Task All_vendor_calls_of_a_request_end_within_a_minute_together()
    {
        var begun = new List<DateTimeOffset>();
        FakeClock? clock = null;
        var slow = new Connector(
            "slow",
            "Slow",
            [
                new Handler<VisitQuery, Page<Model.Visit>>(VisitOperations.List, (_, _, _) =>
                {
                    // Each call takes 20 seconds of the caller's time.
                    begun.Add(clock!.GetUtcNow());
                    clock.Advance(TimeSpan.FromSeconds(20));
                    return Task.FromResult(new Page<Model.Visit>([], null));
                }),
            ])
        {
            Bind = _ => new object(),
        };
        await using var hub = await Hub.StartAsync(register: services => services.AddSingleton(slow));
        clock = hub.Clock;
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
        {
            await hub.Services.GetRequiredService<FacilityStore>().SaveAsync(
                new Facility { Id = id, Name = id, System = "slow", TimeZone = "UTC" }, null, CancellationToken.None);
        }

        var start = clock.GetUtcNow();
        using var answer = await hub.Admin.GetAsync("visits");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        begun.Count.ShouldBe(3);
        begun[^1].ShouldBeLessThan(start + CallerPatience.Whole);
        (await answer.JsonAsync()).GetProperty("failures").EnumerateArray().Select(failure => failure.Text("facility")).ShouldBe(["d", "e"]);
        CallerPatience.Whole.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }
}
