using System.Globalization;
using System.Net;
using System.Text.Json;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.Visits;

public abstract class VisitListTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Theory]
    [InlineData("status=arrived")]
    [InlineData("status=departed")]
    [InlineData("q=virtanen")]
    [InlineData("q=NMM%20565")]
    public async Task A_list_has_exactly_what_its_condition_says(string condition)
    {
        await using var site = await hub.InstallAsync();
        var wanted = site.Customer.Visits.List(visit => condition switch
        {
            "status=arrived" => visit.DateCheckedIn != default && visit.DateCheckedOut == default,
            "status=departed" => visit.DateCheckedOut != default,
            "q=virtanen" => visit.VisitorName == "Aino Virtanen",
            _ => visit.CarPlate == "NMM 565",
        });
        wanted.ShouldNotBeEmpty();

        Ids(await ListAsync($"{site.Visits}?{condition}")).ShouldBe(wanted.Select(visit => visit.Id));
    }

    [Fact]
    public async Task A_list_knows_hosts_and_organizations_by_id_and_by_key()
    {
        await using var site = await hub.InstallAsync();
        var organization = (await hub.Admin.PutAsync($"{site.Organizations}/key:o-1", new { name = "Keyed Company" })).Is(HttpStatusCode.Created);
        var person = (await hub.Admin.PutAsync(
            $"{site.People}/key:p-1", new { name = "Keyed Host", organization = new { id = "key:o-1" } })).Is(HttpStatusCode.Created);
        var draft = Installation.Draft("To Keyed");
        draft["host"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "key:p-1" };
        var visit = await site.CreateAsync(draft);

        foreach (var condition in new[] { $"host={person.Id()}", "host=key:p-1", $"organization={organization.Id()}", "organization=key:o-1" })
            Ids(await ListAsync($"{site.Visits}?{condition}")).ShouldBe([visit.Number()], condition);

        var second = site.Customer.Hosts.List()[1];
        Ids(await ListAsync($"{site.Visits}?host={second.Id}")).ShouldBe(site.Customer.Visits.List(item => item.Host == second.Id).Select(item => item.Id));
        (await hub.Admin.GetAsync($"{site.Visits}?host=key:unknown")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_window_has_the_visits_that_touch_it_and_not_their_neighbours()
    {
        await using var site = await hub.InstallAsync();
        var before = await site.CreateAsync(Installation.Draft("Before", "2027-05-01T08:00:00+02:00", "2027-05-01T08:50:00+02:00"));
        var within = await site.CreateAsync(Installation.Draft("Within", "2027-05-01T09:30:00+02:00", "2027-05-01T09:40:00+02:00"));
        var over = await site.CreateAsync(Installation.Draft("Over", "2027-05-01T08:00:00+02:00", "2027-05-01T12:00:00+02:00"));
        var after = await site.CreateAsync(Installation.Draft("After", "2027-05-01T10:00:00+02:00", "2027-05-01T11:00:00+02:00"));

        var list = await ListAsync($"{site.Visits}?from=2027-05-01T07:00:00Z&to=2027-05-01T08:00:00Z");

        Ids(list).ShouldBe([within.Number(), over.Number()]);
        new[] { before, after }.ShouldAllBe(visit => !Ids(list).Contains(visit.Number()));
        (await hub.Admin.GetAsync($"{site.Visits}?from=2027-05-01T08:00:00Z&to=2027-05-01T07:00:00Z"))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["to"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task Pages_follow_one_another_to_the_end_and_hold_each_visit_once(int limit)
    {
        await using var site = await hub.InstallAsync();

        var pages = await PagesAsync($"{site.Visits}?limit={limit}");

        pages.SelectMany(Ids).ShouldBe(site.Customer.Visits.List().Select(visit => visit.Id));
        pages.Count.ShouldBe((8 + limit - 1) / limit);
    }

    [Fact]
    public async Task A_list_over_all_facilities_names_the_vendor_that_is_down_and_has_the_others_visits()
    {
        await using var up = await hub.InstallAsync();
        await using var down = await hub.InstallAsync();
        await down.SetResilienceAsync(new { retries = 0 });
        var visitors = new[] { (up, "Tour Up"), (down, "Tour Down") };
        foreach (var (site, visitor) in visitors)
            await site.CreateAsync(Installation.Draft(visitor));
        down.Faults.Add(new Fault(FaultKind.DropBefore));

        var pages = await PagesAsync("visits?q=Tour&limit=1");

        pages.SelectMany(page => page.Items()).Select(visit => visit.Text("visitor/name")).ShouldBe(["Tour Up"]);
        pages.SelectMany(page => page.GetProperty("failures").EnumerateArray()).Select(failure => (failure.Text("facility"), failure.Text("problem/code")))
            .ShouldBe([(down.Id, "vendor_unavailable")]);

        var one = (await hub.Admin.GetAsync($"visits?facility={up.Id}")).Is(HttpStatusCode.OK);
        Ids(one).Order().ShouldBe(up.Customer.Visits.List().Select(visit => visit.Id));
        (await hub.Admin.GetAsync("visits?facility=nowhere")).IsProblem(HttpStatusCode.NotFound, "facility_not_found");
    }

    [Fact]
    public async Task A_list_over_the_facilities_of_a_key_leaves_the_others_out()
    {
        await using var mine = await hub.InstallAsync();
        await using var other = await hub.InstallAsync();
        var issued = (await hub.Admin.PostAsync("api-keys", new { name = "One site", scopes = new[] { "visits:read", "people:read" }, facilities = new[] { mine.Id } }))
            .Is(HttpStatusCode.Created);
        using var caller = hub.Caller(issued.Text("key"));

        (await caller.GetAsync("visits")).Is(HttpStatusCode.OK).Items().ShouldAllBe(visit => visit.Text("facility") == mine.Id);
        (await caller.GetAsync("people")).Is(HttpStatusCode.OK).Items().ShouldAllBe(person => person.Text("facility") == mine.Id);
        (await caller.GetAsync($"visits?facility={other.Id}")).IsProblem(HttpStatusCode.Forbidden, "facility_not_covered");
        other.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Europe/Stockholm", "Clocks forward", "2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-28T01:30", "2027-03-28T03:30")]
    [InlineData("Europe/Stockholm", "Skipped, by an offset that is not the zone's", "2027-03-28T02:30:00+01:00", "2027-03-28T05:00:00+02:00", "2027-03-28T03:30", "2027-03-28T05:00")]
    [InlineData("Europe/Stockholm", "Skipped, as an end", "2027-03-28T01:00:00+01:00", "2027-03-28T02:30:00+01:00", "2027-03-28T01:00", "2027-03-28T03:30")]
    [InlineData("Europe/Stockholm", "Around the repeated hour", "2027-10-31T01:30:00+02:00", "2027-10-31T03:30:00+01:00", "2027-10-31T01:30", "2027-10-31T03:30")]
    [InlineData("America/Los_Angeles", "Clocks forward", "2027-03-14T01:30:00-08:00", "2027-03-14T03:30:00-07:00", "2027-03-14T01:30", "2027-03-14T03:30")]
    [InlineData("America/Los_Angeles", "Skipped", "2027-03-14T02:30:00-08:00", "2027-03-14T05:00:00-07:00", "2027-03-14T03:30", "2027-03-14T05:00")]
    [InlineData("America/Los_Angeles", "Skipped, as an end", "2027-03-14T01:00:00-08:00", "2027-03-14T02:30:00-08:00", "2027-03-14T01:00", "2027-03-14T03:30")]
    [InlineData("America/Los_Angeles", "Around the repeated hour", "2027-11-07T00:30:00-07:00", "2027-11-07T02:30:00-08:00", "2027-11-07T00:30", "2027-11-07T02:30")]
    [InlineData("America/Los_Angeles", "From another zone", "2027-07-01T18:00:00+02:00", "2027-07-01T19:00:00+02:00", "2027-07-01T09:00", "2027-07-01T10:00")]
    public async Task Instants_reach_the_vendor_in_the_facilitys_local_time_and_come_back_the_same(
        string zone, string visitor, string from, string to, string localFrom, string localTo)
    {
        await using var site = await hub.InstallAsync(timeZone: zone);

        var visit = await site.CreateAsync(Installation.Draft(visitor, from, to));

        site.Stored(visit).DateVisit.ShouldBe(DateTime.Parse(localFrom, CultureInfo.InvariantCulture));
        site.Stored(visit).DateValidTo.ShouldBe(DateTime.Parse(localTo, CultureInfo.InvariantCulture));
        foreach (var read in new[] { visit, (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.OK) })
        {
            read.Time("window/from").ShouldBe(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture));
            read.Time("window/to").ShouldBe(DateTimeOffset.Parse(to, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("Europe/Stockholm", "2027-10-31T02:30:00+02:00", "2027-10-31T05:00:00+01:00")]
    [InlineData("Europe/Stockholm", "2027-10-31T00:30:00+02:00", "2027-10-31T02:30:00+01:00")]
    [InlineData("America/Los_Angeles", "2027-11-07T01:30:00-07:00", "2027-11-07T05:00:00-08:00")]
    [InlineData("America/Los_Angeles", "2027-11-07T00:15:00-07:00", "2027-11-07T01:30:00-08:00")]
    public async Task A_time_that_the_clock_shows_twice_never_widens_access(string zone, string from, string to)
    {
        await using var site = await hub.InstallAsync(timeZone: zone);

        var visit = await site.CreateAsync(Installation.Draft("Twice", from, to));

        visit.Time("window/from").ShouldBeGreaterThanOrEqualTo(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture));
        visit.Time("window/to").ShouldBeLessThanOrEqualTo(DateTimeOffset.Parse(to, CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<int> Ids(JsonElement list) => [.. list.Items().Select(item => item.Number())];

    private async Task<JsonElement> ListAsync(string path) => (await hub.Admin.GetAsync(path)).Is(HttpStatusCode.OK);

    private async Task<List<JsonElement>> PagesAsync(string? path)
    {
        var pages = new List<JsonElement>();
        while (path is not null)
        {
            pages.Add(await ListAsync(path));
            path = pages[^1].Text("nextLink");
        }

        return pages;
    }
}
