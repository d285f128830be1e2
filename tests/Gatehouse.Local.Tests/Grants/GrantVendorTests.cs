using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>The rules of each vendor, seen from a grant.</summary>
public abstract class GrantVendorTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    private const string Union = "Union";
    private readonly GrantDesk _desk = new(hub);

    [Fact]
    public async Task VizPin_gives_the_union_of_two_grants_and_keeps_the_other_when_one_is_revoked()
    {
        var first = await _desk.CreateAsync(Days(1, 4));
        var second = await _desk.CreateAsync(Days(3, 7));
        OpenDays().ShouldBe([1, 2, 3, 4, 5, 6]);

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{first.Id()}"))).ShouldBe(["revoked"]);
        OpenDays().ShouldBe([3, 4, 5, 6]);
        GrantDesk.Targets((await hub.Admin.GetAsync($"grants/{second.Id()}")).Is(HttpStatusCode.OK))[0].Text("state").ShouldBe("active");

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{second.Id()}", new { window = Window(4, 6) }))).ShouldBe(["active"]);
        OpenDays().ShouldBe([4, 5]);
        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{second.Id()}"));
        OpenDays().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VizPin_knows_one_person_by_number_and_by_id(bool byNumberFirst)
    {
        var last = byNumberFirst ? "NumberFirst" : "IdFirst";
        var registered = await _desk.CreateAsync(Days(1, 2, last));
        var user = GrantDesk.Targets(registered)[0].Text("vendorId")!;
        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{registered.Id()}"));
        var (byNumber, byId) = (Days(2, 5, last), Days(4, 7, last));
        byId["subject"] = new JsonObject { ["ids"] = new JsonObject { ["demo-harbor"] = user } };
        var first = await _desk.CreateAsync(byNumberFirst ? byNumber : byId);
        var second = await _desk.CreateAsync(byNumberFirst ? byId : byNumber);
        OpenDays(last).ShouldBe([2, 3, 4, 5, 6]);

        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{first.Id()}"));
        OpenDays(last).ShouldBe(byNumberFirst ? [4, 5, 6] : [2, 3, 4]);
        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{second.Id()}"));
        OpenDays(last).ShouldBeEmpty();
    }

    [Fact]
    public async Task VizPin_whole_days_need_no_allowance()
    {
        var draft = _desk.Draft("WholeDay", new { facility = "demo-harbor", accessPoints = new[] { new { id = _desk.Reader(0) } } });
        draft["window"] = Window(2, 3);

        var target = GrantDesk.Targets(await _desk.CreateAsync(draft))[0];

        (target.Text("state"), target.Text("effectiveWindow/from"), target.GetProperty("warnings").GetArrayLength()).ShouldBe(("active", target.Text("effectiveWindow/from"), 0));
        target.Time("effectiveWindow/from").ShouldBe(Midnight(2));
        _desk.Openings("WholeDay").Count.ShouldBe(1);
    }

    [Fact]
    public async Task VizPin_without_a_revoke_method_leaves_a_revoke_unverified()
    {
        await FacilityAsync("unconfirmed", "vizpin", _desk.Vendors.Facilities.Single(demo => demo.Id == "demo-harbor"), settings => settings.Remove("revokeMethod"));
        var grant = await _desk.CreateAsync(_desk.Draft(
            "Unconfirmed", new { facility = "unconfirmed", accessPoints = new[] { new { id = _desk.Reader(0) } }, allowCoarse = true }));
        _desk.Openings("Unconfirmed").ShouldNotBeEmpty();

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"))).ShouldBe(["unverified"]);
        _desk.Openings("Unconfirmed").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("com.vizpin.user.grantphonerole")]
    [InlineData("com.vizpin.user.associate")]
    public async Task VizPin_whose_answer_was_lost_keeps_nothing_after_a_revoke(string method)
    {
        var last = "Lost" + method[^5..];
        _desk.Vendors.VizPin.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/services/apexrest/oem-api#" + method });
        var id = (await hub.Admin.PostAsync("grants", _desk.Draft(last, _desk.Harbor))).Is(HttpStatusCode.Accepted).Id();
        await _desk.UntilAsync(id, grant => grant.Text("state") == "waiting");

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{id}"), TimeSpan.FromSeconds(5))).ShouldBe(["revoked"]);
        _desk.Openings(last).ShouldBeEmpty();
    }

    [Fact]
    public async Task VizPin_whose_registration_was_lost_has_one_user()
    {
        _desk.Vendors.VizPin.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/services/apexrest/oem-api#com.vizpin.user.preregister" });

        var grant = await _desk.SettledAsync(await hub.Admin.PostAsync("grants", _desk.Draft("Registered", _desk.Harbor)), TimeSpan.FromSeconds(5));

        GrantDesk.States(grant).ShouldBe(["active"]);
        _desk.Vendors.VizPin.Data.Users.List(user => user.Text("last_name") == "Registered").ShouldHaveSingleItem().Id.ShouldBe(GrantDesk.Targets(grant)[0].Text("vendorId"));
    }

    [Fact]
    public async Task A_visit_that_a_grant_made_carries_it_and_does_not_end_it()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Carried", GrantDesk.HeadQuarters, GrantDesk.Prague, _desk.CoWork(), _desk.Homes));
        foreach (var target in GrantDesk.Targets(grant))
        {
            var visit = $"facilities/{target.Text("facility")}/visits/{target.Text("vendorId")}";
            (await hub.Admin.GetAsync(visit)).Is(HttpStatusCode.OK).Text("grantId").ShouldBe(grant.Id(), visit);
        }

        var listed = (await hub.Admin.GetAsync("facilities/demo-hq/visits?limit=100")).Is(HttpStatusCode.OK).Items();
        listed.Single(visit => visit.Id() == GrantDesk.Targets(grant)[0].Text("vendorId")).Text("grantId").ShouldBe(grant.Id());
        listed.ShouldContain(visit => visit.Text("grantId") == null);

        (await hub.Admin.DeleteAsync($"facilities/demo-hq/visits/{GrantDesk.Targets(grant)[0].Text("vendorId")}")).Status.ShouldBe(HttpStatusCode.NoContent);
        GrantDesk.States((await hub.Admin.GetAsync($"grants/{grant.Id()}")).Is(HttpStatusCode.OK)).ShouldAllBe(state => state == "active");
    }

    [Fact]
    public async Task Aktion_without_a_path_for_planning_is_held_until_shortly_before_and_moved_without_a_call()
    {
        await AktionAsync("held");
        var draft = _desk.Draft("Held", new { facility = "held", host = new { id = "10002" } });
        draft["window"] = GrantDesk.Window(_desk.Now.AddHours(2), _desk.Now.AddHours(4));
        var held = await _desk.CreateAsync(draft);
        (held.Text("state"), held.Time("targets/0/nextAttemptAt")).ShouldBe(("pending", held.Time("window/from").AddMinutes(-15)));
        var moved = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{held.Id()}", new { window = new { from = _desk.Now.AddHours(1) } }));
        moved.Text("state").ShouldBe("pending");
        _desk.AktionVisits("Held").ShouldBeEmpty();

        hub.Clock.Skip(TimeSpan.FromMinutes(50));
        await _desk.UntilAsync(held.Id(), grant => grant.Text("state") == "active", TimeSpan.FromSeconds(1));
        _desk.AktionVisits("Held").ShouldHaveSingleItem();

        // Moved far ahead, what was made is taken back and held again.
        var later = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{held.Id()}", new { window = GrantDesk.Window(_desk.Now.AddDays(1), _desk.Now.AddDays(2)) }));
        later.Text("state").ShouldBe("pending");
        _desk.Held("Held").Aktion.ShouldBe(0);
    }

    [Fact]
    public async Task Aktion_is_changed_by_a_new_visit_before_the_old_one_is_ended()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Replaced", GrantDesk.Prague));
        var before = _desk.Vendors.AktionNext.Host.Requests.List().Count;
        var old = GrantDesk.Targets(grant)[0].Text("vendorId");

        var changed = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddHours(8) } }));

        GrantDesk.States(changed).ShouldBe(["active"]);
        GrantDesk.Targets(changed)[0].Text("vendorId").ShouldNotBe(old);
        _desk.Vendors.AktionNext.Host.Requests.List().Skip(before).Select(request => request.Path.Split('/')[^1])
            .Where(call => call is "schedule" or "end").ShouldBe(["schedule", "end"]);
        _desk.AktionVisits("Replaced").Select(visit => visit.State == VisitStates.Left).ShouldBe([true, false], ignoreOrder: true);
    }

    [Fact]
    public async Task Aktion_whose_change_is_refused_stays_as_it_was()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("NotReplaced", GrantDesk.Prague));
        _desk.Vendors.AktionNext.Data.Refuse(new Refusal(1516, "visit/schedule"));

        var changed = await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { window = new { to = _desk.Now.AddHours(8) } }));

        _desk.Vendors.AktionNext.Data.ClearRefusals();
        GrantDesk.States(changed).ShouldBe(["failed"], changed.ToString());
        GrantDesk.Targets(changed)[0].Text("vendorId").ShouldBe(GrantDesk.Targets(grant)[0].Text("vendorId"));
        _desk.Held("NotReplaced").Aktion.ShouldBe(1);

        // What stayed is taken back when the window is over all the same.
        hub.Clock.Skip(TimeSpan.FromHours(9));
        await _desk.UntilAsync(grant.Id(), shown => shown.Text("state") == "expired", TimeSpan.FromSeconds(1));
        _desk.Held("NotReplaced").Aktion.ShouldBe(0);
    }

    [Theory]
    [InlineData(1517, "revoked")]
    [InlineData(1540, "revoked")]
    public async Task Aktion_that_knows_the_visit_no_more_has_revoked_it(int code, string state)
    {
        var grant = await _desk.CreateAsync(_desk.Draft($"Gone{code}", GrantDesk.Prague));
        _desk.Vendors.AktionNext.Data.Refuse(new Refusal(code, "visit/end") { Next = 1 });

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"))).ShouldBe([state]);
    }

    [Theory]
    [InlineData(1544)]
    [InlineData(1545)]
    public async Task Aktion_that_does_not_end_a_visit_is_asked_again(int code)
    {
        var grant = await _desk.CreateAsync(_desk.Draft($"Kept{code}", GrantDesk.Prague));
        _desk.Vendors.AktionNext.Data.Refuse(new Refusal(code, "visit/end") { Next = 3 });

        GrantDesk.States(await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"), TimeSpan.FromSeconds(1))).ShouldBe(["revoked"]);
        _desk.Held($"Kept{code}").Aktion.ShouldBe(0);
    }

    [Fact]
    public async Task Spintly_has_a_user_for_each_target_and_removes_it_after_a_lost_answer()
    {
        var meetings = _desk.Vendors.Spintly.Organisations[0].Meetings;
        var before = meetings.Count;
        var grant = await _desk.CreateAsync(_desk.Draft("Users", _desk.CoWork(0), _desk.CoWork(1)));
        meetings.List().Skip(before).Select(meeting => meeting.UserId).Distinct().Count().ShouldBe(2);
        await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{grant.Id()}"));
        meetings.Count.ShouldBe(before);

        _desk.Vendors.Spintly.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Method = "POST" });
        var lost = await _desk.SettledAsync(await hub.Admin.PostAsync("grants", _desk.Draft("LostMeeting", _desk.CoWork(0))), TimeSpan.FromSeconds(5));
        GrantDesk.States(lost).ShouldBe(["active"]);
        meetings.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task CavVisit_is_searched_by_its_marker_and_never_created_twice()
    {
        await using var site = await hub.InstallAsync();
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.5, retries = 0, breakSeconds = 0.5 });
        site.Faults.Add(new Fault(FaultKind.DropAfter) { Path = "/api/Visits/CreateVisit", Next = 1 });

        var grant = await _desk.SettledAsync(await hub.Admin.PostAsync("grants", _desk.Draft("Marked", new { facility = site.Id })), TimeSpan.FromSeconds(1));

        GrantDesk.States(grant).ShouldBe(["active"]);
        site.VisitsOf("Åsa Marked").ShouldHaveSingleItem().Field10.ShouldNotBeNullOrEmpty();
        site.Calls("CreateVisit").ShouldBe(1);
    }

    [Fact]
    public async Task Happy_Habitat_takes_a_lost_visit_for_its_own_and_not_one_that_was_there_before()
    {
        var first = await _desk.CreateAsync(_desk.Draft("Twins", _desk.Homes));
        _desk.Vendors.HappyHabitat.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Method = "POST", Path = "/api/residentvisits" });

        var second = await _desk.SettledAsync(
            await hub.Admin.PostAsync("grants", new JsonObject(_desk.Draft("Twins", _desk.Homes).Where(member => member.Key != "window").Select(Cloned)) { ["window"] = Clone(first) }),
            TimeSpan.FromSeconds(1));

        GrantDesk.States(second).ShouldBe(["active"]);
        _desk.Held("Twins").Homes.ShouldBe(2);
        GrantDesk.Targets(second)[0].Text("vendorId").ShouldNotBe(GrantDesk.Targets(first)[0].Text("vendorId"));

        static KeyValuePair<string, JsonNode?> Cloned(KeyValuePair<string, JsonNode?> member) => new(member.Key, member.Value?.DeepClone());

        static JsonObject Clone(System.Text.Json.JsonElement grant) => GrantDesk.Window(grant.Time("window/from"), grant.Time("window/to"));
    }

    private Task AktionAsync(string id) =>
        FacilityAsync(id, "aktion-next", _desk.Vendors.Facilities.Single(demo => demo.Id == "demo-prague"), settings => settings.Remove("schedulePath"));

    private async Task FacilityAsync(string id, string system, Demo.DemoFacility like, Action<JsonObject> change)
    {
        var settings = new JsonObject(like.Settings.Concat(like.Addresses).Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.DeepClone())));
        change(settings);
        (await hub.Admin.PutAsync($"facilities/{id}", new JsonObject { ["name"] = id, ["system"] = system, ["timeZone"] = like.TimeZone, ["settings"] = settings }))
            .Is(HttpStatusCode.Created);
        foreach (var (name, value) in like.Secrets)
            (await hub.Admin.PutAsync($"facilities/{id}/secrets/{name}", new { value })).Is(HttpStatusCode.NoContent);
    }

    private JsonObject Days(int from, int to, string last = Union)
    {
        var draft = _desk.Draft(last, _desk.Harbor);
        draft["window"] = Window(from, to);
        return draft;
    }

    private JsonObject Window(int from, int to) => GrantDesk.Window(Midnight(from), Midnight(to));

    /// <summary>The beginning of a day from today on, at the facility.</summary>
    private DateTimeOffset Midnight(int days)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var day = TimeZoneInfo.ConvertTime(_desk.Now, zone).Date.AddDays(days);
        return new DateTimeOffset(day, zone.GetUtcOffset(day));
    }

    private IReadOnlyList<int> OpenDays(string last = Union)
    {
        var data = _desk.Vendors.VizPin.Data;
        var today = data.TodayAt(data.Locations.List()[0].Id);
        return [.. _desk.Openings(last).Select(day => day.DayNumber - today.DayNumber)];
    }
}
