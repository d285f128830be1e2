using System.Net;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Sync;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Work;

/// <summary>The directory of people and the snapshot of visits, from the vendor over queue and store to the callers' lists.</summary>
public abstract class DirectoryTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task People_are_served_from_the_directory_once_it_is_synchronized()
    {
        await using var site = await hub.InstallAsync();
        var run = await SyncAsync(site, "people");
        run.Text("outcome").ShouldBe("succeeded");
        run.GetProperty("seen").GetInt32().ShouldBe(site.Customer.Hosts.List().Count);
        run.GetProperty("created").GetInt32().ShouldBe(site.Customer.Hosts.List().Count);
        var calls = VendorCalls(site);

        var list = (await hub.Admin.GetAsync($"{site.People}?limit=1000")).Is(HttpStatusCode.OK);
        var one = list.Items()[0];
        var prefix = one.Text("name")!.ToUpperInvariant()[..3];
        var found = (await hub.Admin.GetAsync($"people?facility={site.Id}&q={Uri.EscapeDataString(prefix)}")).Is(HttpStatusCode.OK);

        list.Items().Count.ShouldBe(site.Customer.Hosts.List().Count);
        found.Items().ShouldContain(person => person.Id() == one.Id());
        VendorCalls(site).ShouldBe(calls);
        (await hub.Admin.GetAsync($"{site.People}?live=true")).Is(HttpStatusCode.OK).Items().Count.ShouldBe(list.Items().Count);
        VendorCalls(site).ShouldBeGreaterThan(calls);
    }

    [Fact]
    public async Task Who_is_written_through_the_hub_is_in_the_directory_at_once_and_told_of_once()
    {
        await using var site = await hub.InstallAsync();
        await SyncAsync(site, "people");
        var organization = (await hub.Admin.PostAsync(site.Organizations, new { name = "Written" })).Is(HttpStatusCode.Created).Id();

        var person = (await hub.Admin.PostAsync(
            site.People, new { name = "Quirina Written", organization = new { id = organization } })).Is(HttpStatusCode.Created).Id();

        (await hub.Admin.GetAsync($"{site.People}?q=quirina")).Is(HttpStatusCode.OK).Items().ShouldHaveSingleItem().Id().ShouldBe(person);
        await SyncAsync(site, "people");
        (await hub.Admin.DeleteAsync($"{site.People}/{person}")).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync($"{site.People}?q=quirina")).Is(HttpStatusCode.OK).Items().ShouldBeEmpty();
        var run = await SyncAsync(site, "people");
        (run.GetProperty("created").GetInt32(), run.GetProperty("removed").GetInt32()).ShouldBe((0, 0));
        (await EventsAsync(site)).ShouldBe([EventTypes.PersonCreated, EventTypes.PersonRemoved]);
    }

    [Fact]
    public async Task A_dry_run_and_its_report_can_be_read_and_an_unknown_one_cannot()
    {
        await using var site = await hub.InstallAsync();

        var run = await SyncAsync(site, "people", dryRun: true);

        run.GetProperty("created").GetInt32().ShouldBe(site.Customer.Hosts.List().Count);
        (await hub.Admin.GetAsync($"{site.Facility}/sync")).Is(HttpStatusCode.OK).Items().ShouldHaveSingleItem().Id().ShouldBe(run.Id());
        (await hub.Admin.GetAsync($"{site.Facility}/sync/none")).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await hub.Admin.PostAsync($"{site.Facility}/sync", new { kind = "visits", dryRun = true })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        (await hub.Admin.PostAsync($"{site.Facility}/sync", new { kind = "accessEvents" })).IsProblem(HttpStatusCode.UnprocessableEntity, "capability_absent");
        using var reader = await hub.CallerAsync("facilities:read");
        (await reader.PostAsync($"{site.Facility}/sync")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Visits_over_facilities_are_served_from_the_snapshot_and_each_change_is_told_once()
    {
        await using var site = await hub.InstallAsync();
        await PollAsync(site);
        var visit = await site.CreateAsync(Installation.Draft("Snapshot Visitor"));
        await PollAsync(site);
        var calls = VendorCalls(site);

        var listed = (await hub.Admin.GetAsync($"visits?facility={site.Id}&from=2027-02-28T00:00:00Z")).Is(HttpStatusCode.OK).Items();
        listed.ShouldContain(item => item.Id() == visit.Id());
        VendorCalls(site).ShouldBe(calls);

        (await hub.Admin.DeleteAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.NoContent);
        await PollAsync(site);

        (await EventsAsync(site)).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitCancelled]);
        (await hub.Admin.GetAsync($"visits?facility={site.Id}&status=cancelled&from=2027-02-28T00:00:00Z")).Is(HttpStatusCode.OK)
            .Items().ShouldContain(item => item.Id() == visit.Id());
    }

    [Fact]
    public async Task Passages_can_be_listed_over_facilities()
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.GetAsync($"access-events?facility={site.Id}")).Is(HttpStatusCode.OK).Items().ShouldBeEmpty();
        (await hub.Admin.GetAsync("access-events?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z"))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["to"]);
    }

    private async Task PollAsync(Installation site) => (await SyncAsync(site, "visits")).Text("outcome").ShouldBe("succeeded");

    private async Task<JsonElement> SyncAsync(Installation site, string kind, bool dryRun = false)
    {
        var started = await hub.Admin.PostAsync($"{site.Facility}/sync", new { kind, dryRun });
        var id = started.Is(HttpStatusCode.Accepted).Id();
        started.Headers["Location"].ShouldEndWith($"/sync/{id}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var run = (await hub.Admin.GetAsync($"{site.Facility}/sync/{id}")).Is(HttpStatusCode.OK);
            if (run.Text("outcome") != "running" && await hub.Host.Services.GetRequiredService<SyncLocks>()
                .FindAsync(site.Id, Enum.Parse<SyncKind>(kind, ignoreCase: true), limit.Token) is null)
                return run;
            await Task.Delay(10, limit.Token);
        }
    }

    private async Task<IReadOnlyList<string>> EventsAsync(Installation site)
    {
        var events = await hub.Host.Services.GetRequiredService<EventStore>().ReadAsync(hub.Clock.GetUtcNow());
        return [.. events.Where(told => told.Facility == site.Id).OrderBy(told => told.Sequence).Select(told => told.Type)];
    }

    private static int VendorCalls(Installation site) => site.Simulator.Host.Requests.List().Count;
}
