using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class ControlTests : CavVisitTest
{
    [Fact]
    public async Task Reset_brings_back_the_seeds_and_clears_faults_and_log()
    {
        var before = (await ControlAsync(HttpMethod.Get, "dump")).Body!;
        await CreateVisitAsync(new { VisitorName = "A", Host = SomeHost });
        await SendAsync(HttpMethod.Delete, "Hosts/DeleteHost", West, ("hostId", West.Hosts.List()[0].Id));
        Simulator.Host.Faults.Add(new Fault(FaultKind.Empty));

        (await ControlAsync(HttpMethod.Post, "reset")).Status.ShouldBe(HttpStatusCode.NoContent);

        var after = (await ControlAsync(HttpMethod.Get, "dump")).Body!;
        JsonNode.DeepEquals(after, before).ShouldBeTrue();
        Simulator.Host.Faults.Active.ShouldBeEmpty();
        Simulator.Host.Requests.List().ShouldBeEmpty();
        (await GetAsync("Visits/GetVisits", Headquarters)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Dump_has_all_data_and_no_keys_or_passwords()
    {
        var dump = (await ControlAsync(HttpMethod.Get, "dump")).Body!;

        var customers = dump["customers"]!.AsArray();
        customers.Select(customer => (string)customer!["timeZone"]!).ShouldBe(["Europe/Stockholm", "America/Los_Angeles"]);
        foreach (var customer in customers)
        {
            customer!["visits"]!.AsArray().Count.ShouldBe(8);
            customer["companies"]!.AsArray().Count.ShouldBe(3);
            customer["hosts"]!.AsArray().Count.ShouldBe(12);
        }

        dump.ToJsonString().ShouldNotContain(Headquarters.Key);
        dump.ToJsonString().ShouldNotContain(Headquarters.Hosts.Find(SomeHost)!.WebPassword!);
    }

    [Fact]
    public async Task Check_in_and_check_out_set_the_dates_and_the_status()
    {
        var id = Headquarters.Visits.List()[5].Id;

        var arrived = (await ControlAsync(HttpMethod.Post, $"customers/1/visits/{id}/check-in")).Body![0]!;
        arrived["DateCheckedIn"]!.GetValue<string>().ShouldBe("2026-06-15T10:00:00");
        arrived["Status"]!.GetValue<int>().ShouldBe(1);

        Clock.Advance(TimeSpan.FromMinutes(90));
        var departed = (await ControlAsync(HttpMethod.Post, $"customers/1/visits/{id}/check-out")).Body![0]!;
        departed["DateCheckedOut"]!.GetValue<string>().ShouldBe("2026-06-15T11:30:00");
        departed["Status"]!.GetValue<int>().ShouldBe(2);

        var read = (await GetAsync("Visits/GetVisitById", Headquarters, ("id", id))).Body![0]!;
        JsonNode.DeepEquals(read, departed).ShouldBeTrue();
    }

    [Fact]
    public void Check_in_at_a_given_instant_is_local_time()
    {
        var id = West.Visits.List()[5].Id;

        West.CheckIn(id, new DateTimeOffset(2026, 6, 15, 7, 0, 0, TimeSpan.Zero))!.DateCheckedIn.ShouldBe(new DateTime(2026, 6, 15, 0, 0, 0));
        West.CheckOut(1).ShouldBeNull();
    }

    [Theory]
    [InlineData("customers/9/visits/100701/check-in")]
    [InlineData("customers/1/visits/1/check-out")]
    [InlineData("customers/one/visits/1/check-out")]
    [InlineData("unknown")]
    public async Task Unknown_control_routes_and_visits_are_404(string path) =>
        (await ControlAsync(HttpMethod.Post, path)).Status.ShouldBe(HttpStatusCode.NotFound);
}
