using System.Net;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Reconciliation;

/// <summary>What somebody did at the vendor behind the hub's back, found and put right from the request to the vendor's own data.</summary>
public abstract class ReconcileTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task What_was_deleted_doubled_or_brought_back_at_the_vendor_is_put_right()
    {
        await using var site = await hub.InstallAsync();
        var missing = await GrantAsync(site, "Mary Missing");
        var doubled = await GrantAsync(site, "Dora Doubled");
        var revoked = await GrantAsync(site, "Rene Revoked");
        var brought = site.VisitsOf("Rene Revoked").ShouldHaveSingleItem();
        (await hub.Admin.DeleteAsync($"grants/{revoked}")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        await StateAsync(revoked, "revoked");
        site.Customer.Visits.Remove(site.VisitsOf("Mary Missing").ShouldHaveSingleItem().Id);
        var first = site.VisitsOf("Dora Doubled").ShouldHaveSingleItem();
        site.Customer.Visits.Put(first with { Id = 900_001 });
        site.Customer.Visits.Put(brought);
        hub.Clock.Skip(TimeSpan.FromMinutes(3));

        var dry = await ReconcileAsync(site, dryRun: true);
        Counts(dry).ShouldBe((3, 1, 1, 1));
        dry.GetProperty("targets").EnumerateArray().ShouldAllBe(target => target.Text("done") == "False");
        site.VisitsOf("Dora Doubled").Count.ShouldBe(2);

        var report = await ReconcileAsync(site, dryRun: false);
        Counts(report).ShouldBe((3, 1, 1, 1));
        report.GetProperty("targets").EnumerateArray().Select(target => (target.Text("grant"), target.Text("kind"), target.Text("done")))
            .ShouldBe([(missing, "missing", "True"), (doubled, "duplicate", "True"), (revoked, "leftOver", "True")], ignoreOrder: true);
        await Wait.UntilAsync(() => site.VisitsOf("Mary Missing").Count == 1 && site.VisitsOf("Rene Revoked").Count == 0 && site.VisitsOf("Dora Doubled").Count == 1);
        await StateAsync(missing, "active");
        await StateAsync(revoked, "revoked");
        site.VisitsOf("Dora Doubled").Single().Id.ShouldBe(first.Id);
        hub.Log.All.ShouldContain(line => line.Contains("the vendor still had target 0 of grant " + revoked, StringComparison.Ordinal));

        hub.Clock.Skip(TimeSpan.FromMinutes(3));
        Counts(await ReconcileAsync(site, dryRun: false)).ShouldBe((3, 0, 0, 0));
        (await hub.Admin.GetAsync($"{site.Facility}/reconcile")).Is(HttpStatusCode.OK).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_changed_at_the_vendor_is_changed_back_and_what_had_failed_and_is_there_is_taken_over()
    {
        await using var site = await hub.InstallAsync();
        await site.SetResilienceAsync(new { retries = 0 });
        var changed = await GrantAsync(site, "Carl Changed");
        var visit = site.VisitsOf("Carl Changed").ShouldHaveSingleItem();
        var failed = await GrantAsync(site, "Fay Failed");
        var late = site.VisitsOf("Fay Failed").ShouldHaveSingleItem();

        // What is applied again is refused, and the first one comes through late.
        site.Customer.Visits.Remove(late.Id);
        site.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/Visits/CreateVisit", Status = 403, Next = 1 });
        hub.Clock.Skip(TimeSpan.FromMinutes(3));
        Kinds(await ReconcileAsync(site, dryRun: false)).ShouldBe([(failed, "missing", "True")]);
        await StateAsync(failed, "failed");
        site.Customer.Visits.Put(late);
        site.Customer.Visits.Put(visit with { DateValidTo = visit.DateValidTo.AddDays(7) });
        hub.Clock.Skip(TimeSpan.FromMinutes(3));

        Kinds(await ReconcileAsync(site, dryRun: true)).ShouldBe([(changed, "changed", "False"), (failed, "adopted", "False")], ignoreOrder: true);
        var report = await ReconcileAsync(site, dryRun: false);
        Kinds(report).ShouldBe([(changed, "changed", "True"), (failed, "adopted", "True")], ignoreOrder: true);
        (report.Text("counts/changed"), report.Text("counts/adopted")).ShouldBe(("1", "1"));
        await Wait.UntilAsync(() => site.VisitsOf("Carl Changed").Single().DateValidTo == visit.DateValidTo);
        await StateAsync(changed, "active");
        await StateAsync(failed, "active");
        site.VisitsOf("Fay Failed").ShouldHaveSingleItem().Id.ShouldBe(late.Id);
        (await DriftedAsync(changed), await DriftedAsync(failed)).ShouldBe((1, 2));

        hub.Clock.Skip(TimeSpan.FromMinutes(3));
        Kinds(await ReconcileAsync(site, dryRun: false)).ShouldBeEmpty();
        (await hub.Admin.DeleteAsync($"grants/{failed}")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        await Wait.UntilAsync(() => site.VisitsOf("Fay Failed").Count == 0);
    }

    [Fact]
    public async Task A_comparison_needs_the_scope_for_grants()
    {
        await using var site = await hub.InstallAsync();
        using var reader = await hub.CallerAsync(Scopes.GrantsRead);

        (await reader.PostAsync($"{site.Facility}/reconcile")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.GetAsync($"{site.Facility}/reconcile")).Is(HttpStatusCode.OK);
        (await hub.Admin.GetAsync($"{site.Facility}/reconcile/none")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    private static (int Checked, int Missing, int LeftOver, int Duplicates) Counts(JsonElement report)
    {
        var counts = report.GetProperty("counts");
        return (counts.GetProperty("checked").GetInt32(), counts.GetProperty("missing").GetInt32(), counts.GetProperty("leftOver").GetInt32(), counts.GetProperty("duplicates").GetInt32());
    }

    private static IEnumerable<(string? Grant, string? Kind, string? Done)> Kinds(JsonElement report) =>
        report.GetProperty("targets").EnumerateArray().Select(target => (target.Text("grant"), target.Text("kind"), target.Text("done")));

    private async Task<int> DriftedAsync(string grant)
    {
        var events = await hub.Host.Services.GetRequiredService<EventStore>().ReadAsync(hub.Clock.GetUtcNow().AddDays(-1), days: 3);
        return events.Count(told => told.Type == EventTypes.GrantTargetDrifted && told.Subject == $"grants/{grant}/targets/0");
    }

    private async Task<JsonElement> ReconcileAsync(Installation site, bool dryRun)
    {
        var started = await hub.Admin.PostAsync($"{site.Facility}/reconcile", new { dryRun });
        started.Is(HttpStatusCode.Accepted);
        var report = default(JsonElement);
        await Wait.UntilAsync(async () =>
        {
            report = (await hub.Admin.GetAsync(started.Headers["Location"])).Is(HttpStatusCode.OK);
            return report.Text("outcome") != "running";
        });
        report.Text("outcome").ShouldBe("succeeded", report.GetRawText());
        return report;
    }

    private async Task<string> GrantAsync(Installation site, string name)
    {
        var now = hub.Clock.GetUtcNow();
        var grant = (await hub.Admin.PostAsync("grants", new
        {
            subject = new { name },
            window = new { from = now.AddHours(1), to = now.AddDays(1) },
            targets = new[] { new { facility = site.Id } },
        })).Json.Id();
        await StateAsync(grant, "active");
        return grant;
    }

    private Task StateAsync(string grant, string state) =>
        Wait.UntilAsync(async () => (await hub.Admin.GetAsync($"grants/{grant}")).Is(HttpStatusCode.OK).Text("state") == state);
}
