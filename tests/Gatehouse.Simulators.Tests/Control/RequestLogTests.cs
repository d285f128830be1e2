using System.Net;
using System.Net.Http.Json;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Tests.CavVisit;

namespace Gatehouse.Simulators.Tests.Control;

public sealed class RequestLogTests : CavVisitTest
{
    protected override SimulatorOptions Hosting => base.Hosting with { RequestLogCapacity = 5 };

    [Fact]
    public async Task A_call_is_logged_with_what_it_said_and_got()
    {
        await GetAsync("Visits/GetVisitsByHost", Headquarters, ("hostId", SomeHost));
        await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", Headquarters, ("Id", 1));

        var entries = Simulator.Host.Requests.List();
        entries.Select(entry => entry.Sequence).ShouldBe([1, 2]);
        (entries[0].Method, entries[0].Path, entries[0].Status).ShouldBe(("GET", "/api/Visits/GetVisitsByHost", 200));
        entries[0].Query["hostId"].ShouldBe($"{SomeHost}");
        entries[0].Time.ShouldBe(Clock.GetUtcNow());
        (entries[1].Method, entries[1].Status, entries[1].ContentType).ShouldBe(("DELETE", 404, "application/x-www-form-urlencoded"));
        entries[1].Form["Id"].ShouldBe("1");
    }

    [Fact]
    public async Task The_key_is_in_no_entry_however_it_was_sent()
    {
        await GetAsync("Visits/GetVisits", Headquarters);
        await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", Headquarters, ("Id", 1));
        using var json = JsonContent.Create(Values(Headquarters, ("Visit", "{}")));
        using var posted = await Client.PostAsync("Visits/CreateVisit", json);
        using var spelled = await Client.GetAsync($"Visits/GetVisits?CustomerKey={Headquarters.Key}");
        using var unknown = await Client.GetAsync($"Nowhere?customerKey={Headquarters.Key}");

        var (_, body) = await ControlAsync(HttpMethod.Get, "requests");

        body!.AsArray().Count.ShouldBe(5);
        body!.ToJsonString().ShouldNotContain(Headquarters.Key);
        body[0]!["query"]!["customerKey"]!.GetValue<string>().ShouldBe("***");
        body[1]!["form"]!["customerKey"]!.GetValue<string>().ShouldBe("***");
        body[2]!["form"]!["customerId"]!.GetValue<string>().ShouldBe("1");
        body[4]!["status"]!.GetValue<int>().ShouldBe(404);
    }

    [Fact]
    public async Task The_log_keeps_the_latest()
    {
        for (var number = 1; number <= 7; number++)
            await GetAsync("Visits/GetVisitById", Headquarters, ("id", number));

        Simulator.Host.Requests.List().Select(entry => entry.Query["id"]).ShouldBe(["3", "4", "5", "6", "7"]);
    }

    [Fact]
    public async Task After_gives_only_what_came_later()
    {
        for (var number = 1; number <= 4; number++)
            await GetAsync("Visits/GetVisitById", Headquarters, ("id", number));

        var (_, body) = await ControlAsync(HttpMethod.Get, "requests?after=2");

        body!.AsArray().Select(entry => (long)entry!["sequence"]!).ShouldBe([3, 4]);
        (await ControlAsync(HttpMethod.Get, "requests?after=yesterday")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_cleared_log_goes_on_counting_and_control_calls_are_not_in_it()
    {
        await GetAsync("Visits/GetVisits", Headquarters);

        (await ControlAsync(HttpMethod.Delete, "requests")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await ControlAsync(HttpMethod.Get, "requests")).Body!.AsArray().ShouldBeEmpty();

        await GetAsync("Visits/GetVisits", Headquarters);
        Simulator.Host.Requests.List().ShouldHaveSingleItem().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_test_can_wait_for_a_call()
    {
        var waiting = Simulator.Host.Requests.WaitAsync(entry => entry.Query.GetValueOrDefault("id") == "2");
        await GetAsync("Visits/GetVisitById", Headquarters, ("id", 1));
        waiting.IsCompleted.ShouldBeFalse();

        await GetAsync("Visits/GetVisitById", Headquarters, ("id", 2));

        (await waiting.WaitAsync(TimeSpan.FromSeconds(20))).Sequence.ShouldBe(2);
    }
}
