using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Events;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>Changing, revoking and retrying grants, also while they are applied.</summary>
public abstract class GrantChangeTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly GrantDesk _desk = new(hub);

    [Fact]
    public async Task Window_targets_and_access_points_change()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Changed", GrantDesk.HeadQuarters, _desk.CoWork(0, 1)));
        var requests = _desk.Vendors.Spintly.Host.Requests.List().Count;
        var to = _desk.Now.AddHours(6);

        var changed = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new
        {
            window = new { to },
            removeTargets = new[] { 0 },
            addTargets = new[] { _desk.Homes },
            targets = new[] { new { number = 1, addAccessPoints = new[] { new { id = _desk.Door(2) } }, removeAccessPoints = new[] { _desk.Door(0) } } },
        }));

        GrantDesk.States(changed).ShouldBe(["revoked", "active", "active"], changed.ToString());
        changed.Text("state").ShouldBe("active");
        changed.Time("window/to").ShouldBe(to);
        changed.Time("window/from").ShouldBe(grant.Time("window/from"));
        _desk.Held("Changed").ShouldBe((0, 0, 1, 0));
        var meeting = _desk.Vendors.Spintly.Organisations[0].Meetings.Find(int.Parse(GrantDesk.Targets(changed)[1].Text("vendorId")!)).ShouldNotBeNull();
        meeting.Permissions.Select(door => door.ToString()).ShouldBe([_desk.Door(1), _desk.Door(2)], ignoreOrder: true);
        meeting.EndTime.ShouldBe(to.ToUnixTimeSeconds());
        GrantDesk.Targets(changed)[1].Text("vendorId").ShouldBe(GrantDesk.Targets(grant)[1].Text("vendorId"));

        // Only what differs is written: a door is taken before the times move, and one given after it.
        var written = _desk.Vendors.Spintly.Host.Requests.List().Skip(requests).Where(request => request.Form.ContainsKey("permissionsToAdd")).ToList();
        written.Select(request => (request.Form["permissionsToAdd"], request.Form["permissionsToRemove"]))
            .ShouldBe([("[]", $"[{_desk.Door(0)}]"), ($"[{_desk.Door(2)}]", "[]")]);
        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { removeTargets = new[] { 9 } })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/removeTargets"]);
        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddYears(-1) } })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/window/to"]);
    }

    [Fact]
    public async Task A_target_that_was_taken_back_is_not_changed_in_silence()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Removed", GrantDesk.HeadQuarters, _desk.CoWork(0)));
        await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { removeTargets = new[] { 1 } }));
        var change = new { targets = new[] { new { number = 1, addAccessPoints = new[] { new { id = _desk.Door(2) } } } } };

        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", change)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/targets"]);
        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"));
        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", change)).IsProblem(HttpStatusCode.Conflict, "grant_revoked");
    }

    [Fact]
    public async Task A_change_while_it_is_applied_is_heard()
    {
        await using var site = await hub.InstallAsync(settings: new { markerField = "Field10" });
        site.Faults.Add(new Fault(FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Next = 1, Milliseconds = 700 });
        var accepted = await hub.Admin.PostAsync("grants", _desk.Draft("Midway", new { facility = site.Id }));
        var id = accepted.Is(HttpStatusCode.Accepted).Id();
        await _desk.UntilAsync(id, grant => grant.Text("state") == "applying");

        var to = _desk.Now.AddHours(5);
        var changed = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{id}", new { window = new { to }, addTargets = new[] { GrantDesk.West } }));

        GrantDesk.States(changed).ShouldBe(["active", "active"]);
        site.VisitsOf("Åsa Midway").ShouldHaveSingleItem();
        (GrantDesk.Targets(changed)[0].Time("effectiveWindow/to") - to).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultKind.DropAfter)]
    [InlineData(FaultKind.DropBefore)]
    public async Task A_revoke_while_the_outcome_of_the_apply_is_unknown_leaves_nothing(FaultKind fault)
    {
        await using var site = await hub.InstallAsync();
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.5, retries = 0, breakSeconds = 0.5 });
        site.Faults.Add(new Fault(fault) { Path = "/api/Visits/CreateVisit", Next = 1 });
        site.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/Visits/GetVisits", Next = 1 });
        var id = (await hub.Admin.PostAsync("grants", _desk.Draft($"Unknown{fault}", new { facility = site.Id }))).Is(HttpStatusCode.Accepted).Id();
        await _desk.UntilAsync(id, grant => grant.Text("state") == "waiting");

        var revoked = await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{id}"), Second);

        GrantDesk.States(revoked).ShouldBe(["revoked"]);
        site.VisitsOf($"Åsa Unknown{fault}").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_vendor_refuses_fails_with_its_words_and_can_be_tried_again()
    {
        await using var site = await hub.InstallAsync();
        site.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/Visits/CreateVisit", Status = 403 });
        var grant = await _desk.CreateAsync(_desk.Draft("Refused", new { facility = site.Id }));
        grant.Text("state").ShouldBe("failed");
        GrantDesk.Targets(grant)[0].Text("lastError/code").ShouldNotBeNullOrEmpty();
        await ToldAsync(grant.Id(), EventTypes.GrantTargetFailed, EventTypes.GrantFailed);
        site.Faults.Clear();

        var again = await _desk.SettledAsync(await hub.Admin.PostAsync($"grants/{grant.Id()}/targets/0/retry"));

        GrantDesk.States(again).ShouldBe(["active"]);
        site.VisitsOf("Åsa Refused").ShouldHaveSingleItem();
        (await hub.Admin.PostAsync($"grants/{grant.Id()}/targets/0/retry")).IsProblem(HttpStatusCode.Conflict, "nothing_to_retry");
        (await hub.Admin.PostAsync($"grants/{grant.Id()}/targets/7/retry")).IsProblem(HttpStatusCode.NotFound, "target_not_found");
        await ToldAsync(grant.Id(), EventTypes.GrantTargetFailed, EventTypes.GrantFailed, EventTypes.GrantTargetActive, EventTypes.GrantActive);
    }

    [Fact]
    public async Task What_is_refused_under_allow_partial_is_told_like_any_failure()
    {
        object refused = new { facility = "demo-cowork" };
        var draft = _desk.Draft("PartlyTold", GrantDesk.HeadQuarters, refused);
        draft["allowPartial"] = true;
        var grant = await _desk.CreateAsync(draft);
        GrantDesk.States(grant).ShouldBe(["active", "failed"]);
        List<string> told = [EventTypes.GrantTargetActive, EventTypes.GrantTargetFailed, EventTypes.GrantFailed];
        await ToldAsync(grant.Id(), [.. told]);

        await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { addTargets = new[] { refused }, allowPartial = true });

        await ToldAsync(grant.Id(), [.. told, EventTypes.GrantTargetFailed, EventTypes.GrantFailed]);
    }

    [Fact]
    public async Task What_names_something_that_is_not_there_is_not_applied_without_it()
    {
        var organisation = _desk.Vendors.Spintly.Organisations[0];
        var later = FormattableString.Invariant($"Roof {_desk.Now.Ticks}");
        var draft = _desk.Draft("Roof", GrantDesk.HeadQuarters, new { facility = "demo-cowork", accessPoints = new object[] { new { id = _desk.Door(0) }, new { name = later } } });
        draft["allowPartial"] = true;
        var grant = await _desk.CreateAsync(draft);
        GrantDesk.States(grant).ShouldBe(["active", "failed"]);
        var retry = $"grants/{grant.Id()}/targets/1/retry";

        (await hub.Admin.PostAsync(retry)).IsProblem(HttpStatusCode.UnprocessableEntity, "name_not_found").Pointers().ShouldBe(["/targets/1/accessPoints/1"]);
        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { targets = new[] { new { number = 1, addAccessPoints = new[] { new { id = _desk.Door(1) } } } } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        var moved = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddHours(7) } }));
        GrantDesk.States(moved).ShouldBe(["active", "failed"]);
        GrantDesk.Targets(moved)[1].Text("vendorId").ShouldBeNull();

        var door = organisation.AddAccessPoint(organisation.AccessPoints.List()[0].SiteId, later);
        var retried = GrantDesk.Targets(await _desk.SettledAsync(await hub.Admin.PostAsync(retry)))[1];
        retried.Text("state").ShouldBe("active", retried.ToString());
        var meeting = organisation.Meetings.Find(int.Parse(retried.Text("vendorId")!)).ShouldNotBeNull();
        meeting.Permissions.ShouldContain(door.Id);
        meeting.EndTime.ShouldBe(moved.Time("window/to").ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_vendor_that_is_down_is_tried_again_until_it_is_back()
    {
        await using var site = await hub.InstallAsync();
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.5, retries = 0, breakSeconds = 0.5 });
        site.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/", Status = 503 });
        var accepted = await hub.Admin.PostAsync("grants", _desk.Draft("Down", new { facility = site.Id }));
        var waiting = await _desk.UntilAsync(accepted.Is(HttpStatusCode.Accepted).Id(), grant => grant.Text("state") == "waiting");
        waiting.Text("targets/0/nextAttemptAt").ShouldNotBeNull();
        site.Faults.Clear();

        GrantDesk.States(await _desk.SettledAsync(accepted, Second)).ShouldBe(["active"]);
        site.VisitsOf("Åsa Down").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Grants_are_revoked_by_subject_after_a_dry_run_and_with_an_operation_to_watch()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var draft = _desk.Draft($"Bulk{i}", GrantDesk.HeadQuarters, GrantDesk.West);
            draft["subject"]!["key"] = "bulk";
            ids.Add((await _desk.CreateAsync(draft)).Id());
        }

        var dry = (await hub.Admin.PostAsync("grants/revoke", new { subjectKey = "bulk", facility = "demo-hq", dryRun = true })).Is(HttpStatusCode.OK);
        (dry.Text("grants"), dry.Text("targets"), dry.Text("done")).ShouldBe(("3", "3", "True"));
        dry.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ShouldBe(ids, ignoreOrder: true);
        Enumerable.Range(0, 3).ShouldAllBe(i => _desk.Held($"Bulk{i}").CavVisit == 1);

        var done = await _desk.SettledAsync(await hub.Admin.PostAsync("grants/revoke", new { subjectKey = "bulk", facility = "demo-hq", reason = "Emergency" }));
        (done.Text("grants"), done.Text("targets"), done.Text("dryRun")).ShouldBe(("3", "3", "False"));
        foreach (var id in ids)
            GrantDesk.States(await _desk.UntilAsync(id, grant => grant.Text("targets/0/state") == "revoked")).ShouldBe(["revoked", "active"]);
        Enumerable.Range(0, 3).ShouldAllBe(i => _desk.Held($"Bulk{i}").CavVisit == 0);
        (await hub.Admin.PostAsync("grants/revoke", new { })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Fact]
    public async Task Grants_are_revoked_by_organization_and_by_facility_as_far_as_they_fit()
    {
        await using var site = await hub.InstallAsync();
        var id = _desk.Vendors.AktionNext.Data.Structures.List()[1].Structure;
        var visiting = await _desk.CreateAsync(_desk.Draft("Visiting", new { facility = "demo-prague", host = new { id = "10002" }, organization = new { id } }, new { facility = site.Id }));
        var other = await _desk.CreateAsync(_desk.Draft("NotVisiting", GrantDesk.Prague, new { facility = site.Id }));

        var done = await _desk.SettledAsync(await hub.Admin.PostAsync("grants/revoke", new { organization = id }));
        (done.Text("grants"), done.Text("targets")).ShouldBe(("1", "1"));
        GrantDesk.States(await _desk.UntilAsync(visiting.Id(), grant => grant.Text("targets/0/state") == "revoked")).ShouldBe(["revoked", "active"]);
        GrantDesk.States((await hub.Admin.GetAsync($"grants/{other.Id()}")).Is(HttpStatusCode.OK)).ShouldBe(["active", "active"]);

        done = await _desk.SettledAsync(await hub.Admin.PostAsync("grants/revoke", new { facility = site.Id }));
        (done.Text("grants"), done.Text("targets")).ShouldBe(("2", "2"));
        GrantDesk.States(await _desk.UntilAsync(visiting.Id(), grant => grant.Text("targets/1/state") == "revoked")).ShouldBe(["revoked", "revoked"]);
        GrantDesk.States(await _desk.UntilAsync(other.Id(), grant => grant.Text("targets/1/state") == "revoked")).ShouldBe(["active", "revoked"]);
    }

    [Fact]
    public async Task An_organization_that_is_named_is_found_where_targets_have_its_id_as_soon_as_the_vendor_tells()
    {
        var unit = _desk.Vendors.AktionNext.Data.Structures.List()[2];
        var grant = await _desk.CreateAsync(_desk.Draft("Named", new { facility = "demo-prague", host = new { id = "10002" }, organization = new { id = unit.Structure } }));
        (await hub.Admin.PostAsync("grants/revoke", new { organization = unit.Title, dryRun = true })).Is(HttpStatusCode.OK).Text("targets").ShouldBe("1");

        _desk.Vendors.AktionNext.Host.Faults.Add(new Fault(FaultKind.Status) { Path = "/AktionNEXT/API/visit/getStructureAll", Status = 503 });
        var begun = await hub.Admin.PostAsync("grants/revoke", new { organization = unit.Title });
        using var anybody = hub.Caller(null);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Answer answer;
        while ((answer = await anybody.GetAsync(begun.Headers["Location"])).Json.GetProperty("unclear").GetArrayLength() == 0)
            await Task.Delay(20, limit.Token);
        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Json.Text("unclear/0").ShouldBe("demo-prague");
        _desk.Held("Named").Aktion.ShouldBe(1);
        _desk.Vendors.AktionNext.Host.Faults.Clear();

        var done = await _desk.SettledAsync(answer, TimeSpan.FromSeconds(10));
        (done.Text("grants"), done.Text("targets"), done.GetProperty("unclear").GetArrayLength()).ShouldBe(("1", "1", 0));
        await _desk.UntilAsync(grant.Id(), shown => shown.Text("state") == "revoked", Second);
        _desk.Held("Named").Aktion.ShouldBe(0);
        (await hub.Admin.PostAsync("grants/revoke", new { facility = "demo-nowhere", dryRun = true })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/facility"]);
    }

    [Fact]
    public async Task A_window_that_is_over_ends_the_access_and_a_longer_one_brings_it_back()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Expiring", GrantDesk.HeadQuarters));
        _desk.Held("Expiring").CavVisit.ShouldBe(1);

        hub.Clock.Skip(TimeSpan.FromHours(4));
        var expired = await _desk.UntilAsync(grant.Id(), shown => shown.Text("state") == "expired", Second);
        GrantDesk.States(expired).ShouldBe(["expired"]);
        _desk.Held("Expiring").CavVisit.ShouldBe(0);

        var longer = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddHours(2) } }));
        GrantDesk.States(longer).ShouldBe(["active"]);
        _desk.Held("Expiring").CavVisit.ShouldBe(1);
    }

    [Fact]
    public async Task A_grant_of_two_hundred_targets_is_changed_and_revoked_as_one()
    {
        var targets = new JsonArray();
        for (var i = 0; i < 200; i++)
            targets.Add(new JsonObject { ["facility"] = i % 2 == 0 ? "demo-hq" : "demo-west" });
        var draft = _desk.Draft("Many");
        draft["targets"] = targets;
        var grant = await _desk.CreateAsync(draft);
        GrantDesk.States(grant).Count(state => state == "active").ShouldBe(200);
        _desk.Held("Many").CavVisit.ShouldBe(100);

        var longer = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddHours(9) } }));
        GrantDesk.States(longer).Count(state => state == "active").ShouldBe(200);
        _desk.Held("Many").CavVisit.ShouldBe(100);
        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"))).ShouldAllBe(state => state == "revoked");
        _desk.Held("Many").CavVisit.ShouldBe(0);
        await ToldAsync(
            grant.Id(),
            [
                .. Enumerable.Repeat(EventTypes.GrantTargetActive, 400),
                .. Enumerable.Repeat(EventTypes.GrantTargetRevoked, 200), EventTypes.GrantActive, EventTypes.GrantActive, EventTypes.GrantRevoked,
            ]);
    }

    /// <summary>Waits until these events of a grant, and no others, are in the log.</summary>
    private async Task ToldAsync(string grant, params string[] types)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        List<string> told;
        while ((told = await EventsAsync(grant)).Count < types.Length && !limit.IsCancellationRequested)
            await Task.Delay(20, CancellationToken.None);
        told.ShouldBe(types, ignoreOrder: true);
    }

    private async Task<List<string>> EventsAsync(string grant)
    {
        var events = await hub.Host.Services.GetRequiredService<EventStore>().ReadAsync(_desk.Now.AddDays(-1), days: 3);
        return [.. events.Where(told => told.Subject.StartsWith($"grants/{grant}", StringComparison.Ordinal)).Select(told => told.Type)];
    }
}
