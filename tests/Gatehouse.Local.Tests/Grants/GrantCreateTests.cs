using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.ApiKeys;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>Creating, reading and listing grants, as callers do.</summary>
public abstract class GrantCreateTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    private readonly GrantDesk _desk = new(hub);

    [Fact]
    public async Task One_call_lets_somebody_in_at_all_five_systems_and_another_takes_it_back()
    {
        var accepted = await hub.Admin.PostAsync(
            "grants", _desk.Draft("Everywhere", GrantDesk.HeadQuarters, GrantDesk.Prague, _desk.CoWork(), _desk.Homes, _desk.Harbor));

        accepted.Is(HttpStatusCode.Accepted).Id().ShouldNotBeNullOrEmpty();
        var settled = await _desk.SettledAsync(accepted);
        settled.Text("state").ShouldBe("active");
        GrantDesk.States(settled).ShouldAllBe(state => state == "active", settled.ToString());
        GrantDesk.Targets(settled).Select(target => target.Text("effect")).ShouldBe(["access", "access", "access", "record", "access"]);
        _desk.Held("Everywhere").ShouldBe((1, 1, 1, _desk.Openings("Everywhere").Count));
        _desk.Openings("Everywhere").ShouldNotBeEmpty();
        _desk.Meets(GrantDesk.Targets(settled)[2]).ShouldBeTrue();
        GrantDesk.Targets(settled)[4].Text("warnings/0").ShouldBe("window_widened");

        var revoked = await _desk.SettledAsync(await hub.Admin.DeleteAsync($"grants/{settled.Id()}?reason=Over"));
        GrantDesk.States(revoked).ShouldAllBe(state => state == "revoked", revoked.ToString());
        _desk.Held("Everywhere").ShouldBe((0, 0, 0, 0));
        _desk.Meets(GrantDesk.Targets(settled)[2]).ShouldBeFalse();
        (await hub.Admin.DeleteAsync($"grants/{settled.Id()}")).Is(HttpStatusCode.OK).Text("state").ShouldBe("revoked");
    }

    [Fact]
    public async Task Who_waits_gets_the_settled_grant_and_credentials_only_with_their_scope()
    {
        var draft = _desk.Draft("Waiting", GrantDesk.HeadQuarters);
        draft["key"] = "waiting";
        var answer = await hub.Admin.SendAsync(HttpMethod.Post, "grants", draft, prefer: "wait=30");

        answer.Is(HttpStatusCode.OK).Text("state").ShouldBe("active");
        answer.Headers["Preference-Applied"].ShouldBe("wait=30");
        var visit = _desk.Vendors.CavVisit.Customer(1).Visits.List(visit => visit.VisitorName == "Åsa Waiting").ShouldHaveSingleItem();
        var shown = GrantDesk.Targets(answer.Json)[0].GetProperty("credentials").EnumerateArray().Select(credential => credential.Text("value"));
        shown.ShouldContain(visit.QrCode);
        using var plain = await hub.CallerAsync("grants:read");
        (await plain.GetAsync("grants/key:waiting")).Text.ShouldNotContain(visit.QrCode!);
    }

    [Fact]
    public async Task A_known_key_is_the_same_grant_and_with_other_content_a_conflict()
    {
        var draft = _desk.Draft("Keyed", GrantDesk.HeadQuarters);
        draft["key"] = "keyed";
        var first = await _desk.CreateAsync(draft);

        (await hub.Admin.PostAsync("grants", draft)).Is(HttpStatusCode.OK).Id().ShouldBe(first.Id());
        draft["purpose"] = "Another";
        (await hub.Admin.PostAsync("grants", draft)).IsProblem(HttpStatusCode.Conflict, "key_in_use");
        (await hub.Admin.GetAsync("grants/key:keyed")).Is(HttpStatusCode.OK).Id().ShouldBe(first.Id());
        _desk.Held("Keyed").CavVisit.ShouldBe(1);
    }

    [Fact]
    public async Task All_wrong_targets_are_named_with_what_they_lack_and_nothing_is_written()
    {
        var draft = _desk.Draft(
            "Wrong",
            GrantDesk.HeadQuarters,
            new { facility = "nowhere" },
            new { facility = "demo-cowork" },
            new { facility = "demo-harbor", accessPoints = new[] { new { id = _desk.Reader(0) } } },
            new { facility = "demo-harbor", accessPoints = new[] { new { name = "No such door" } }, allowCoarse = true },
            new { facility = "demo-hq", host = new { email = "nobody@nowhere.example" } });
        draft["key"] = "wrong";

        var problem = (await hub.Admin.PostAsync("grants", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        var errors = problem.GetProperty("errors").EnumerateArray().Select(error => $"{error.Text("pointer")} {error.Text("code")}").ToList();
        errors.ShouldContain("/targets/1 facility_not_found");
        errors.ShouldContain(error => error.StartsWith("/targets/2/accessPoints", StringComparison.Ordinal));
        errors.ShouldContain("/targets/3/window window_too_fine");
        errors.ShouldContain("/targets/4/accessPoints/0 name_not_found");
        errors.ShouldContain(error => error.StartsWith("/targets/5", StringComparison.Ordinal) && error.EndsWith("host_not_found", StringComparison.Ordinal));
        errors.ShouldAllBe(error => !error.StartsWith("/targets/0", StringComparison.Ordinal));
        (await hub.Admin.GetAsync("grants/key:wrong")).IsProblem(HttpStatusCode.NotFound, "grant_not_found");
        _desk.Held("Wrong").CavVisit.ShouldBe(0);
    }

    [Fact]
    public async Task A_place_is_named_by_its_key_or_by_a_name_that_its_site_alone_has()
    {
        var doors = _desk.Vendors.Spintly.Organisations[0].AccessPoints.List();
        var shared = doors.GroupBy(door => door.Name).First(group => group.Count() > 1);
        var elsewhere = shared.Last();
        var site = _desk.Vendors.Spintly.Organisations[0].Sites.List().Single(site => site.Id == elsewhere.SiteId);
        var anyDoor = _desk.Draft("Places", new { facility = "demo-cowork", accessPoints = new[] { new { name = shared.Key } } });
        (await hub.Admin.PutAsync("facilities/demo-harbor/sites/key:places-site", new { name = "Places", organization = new { id = _desk.Vendors.VizPin.Data.Accounts.List()[0].Id } })).Status.ShouldBe(HttpStatusCode.Created);

        (await hub.Admin.PostAsync("grants", anyDoor)).IsProblem(HttpStatusCode.UnprocessableEntity, "name_ambiguous");
        var grant = await _desk.CreateAsync(_desk.Draft("Places", new { facility = "demo-cowork", site = new { name = site.Name }, accessPoints = new[] { new { name = shared.Key } } }));
        GrantDesk.Targets(grant).ShouldHaveSingleItem().Text("accessPoints/0/id").ShouldBe(elsewhere.Id.ToString(CultureInfo.InvariantCulture));
        var other = doors.First(door => door.SiteId == elsewhere.SiteId && door.Id != elsewhere.Id);
        var changed = await _desk.SettledAsync(await hub.Admin.PatchAsync(
            $"grants/{grant.Id()}", new { targets = new[] { new { number = 0, addAccessPoints = new[] { new { name = other.Name } } } } }));
        GrantDesk.Targets(changed)[0].Text("accessPoints/1/id").ShouldBe(other.Id.ToString(CultureInfo.InvariantCulture));

        var keyed = (await hub.Admin.PostAsync("grants", _desk.Draft(
            "Places",
            new { facility = "demo-harbor", site = new { id = "key:places-site" }, roles = new[] { new { name = "Visitors" } }, allowCoarse = true },
            new { facility = "demo-harbor", accessPoints = new[] { new { id = "key:no-such-door" } }, allowCoarse = true }))).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        keyed.Pointers().ShouldBe(["/targets/0/roles/0", "/targets/1/accessPoints/0"], ignoreOrder: true);
        keyed.ToString().ShouldContain("no-such-door");
    }

    [Fact]
    public async Task A_window_that_is_over_is_refused_but_a_grant_that_was_made_is_shown_again()
    {
        var draft = _desk.Draft("TooLate", GrantDesk.HeadQuarters);
        draft["window"] = GrantDesk.Window(_desk.Now.AddHours(-2), _desk.Now.AddHours(-1));
        (await hub.Admin.PostAsync("grants", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/window/to"]);

        draft["key"] = "too-late";
        draft["window"] = GrantDesk.Window(_desk.Now, _desk.Now.AddMinutes(3));
        var made = await hub.Admin.PostAsync("grants", draft);
        hub.Clock.Skip(TimeSpan.FromMinutes(5));
        (await hub.Admin.PostAsync("grants", draft)).Json.Id().ShouldBe(made.Is(HttpStatusCode.Accepted).Id());
    }

    [Theory]
    [InlineData("""{}""", "/subject")]
    [InlineData("""{ "name": "Eve", "email": "eve" }""", "/subject/email")]
    [InlineData(null, "/subject")]
    public async Task Subject_window_and_targets_that_are_wrong_are_named_in_one_answer(string? subject, string pointer)
    {
        var draft = _desk.Draft(
            "AllWrong",
            GrantDesk.HeadQuarters,
            new { facility = "nowhere" },
            new { facility = "demo-harbor", accessPoints = new[] { new { name = "No such door" } } },
            new { facility = "demo-hq", host = new { email = "nobody@nowhere.example" } },
            new { facility = "demo-hq", guest = "?" });
        draft["subject"] = subject is null ? null : JsonNode.Parse(subject);
        draft["window"] = GrantDesk.Window(_desk.Now.AddHours(2), _desk.Now.AddHours(1));

        var problem = (await hub.Admin.PostAsync("grants", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        var errors = problem.GetProperty("errors").EnumerateArray().Select(error => $"{error.Text("pointer")} {error.Text("code")}".Trim()).ToList();
        errors.ShouldContain(pointer);
        errors.ShouldContain("/window/to");
        errors.ShouldContain("/targets/1 facility_not_found");
        errors.ShouldContain("/targets/2/accessPoints/0 name_not_found");
        errors.ShouldContain(error => error.StartsWith("/targets/3", StringComparison.Ordinal) && error.EndsWith("host_not_found", StringComparison.Ordinal));
        errors.ShouldContain("/targets/4/guest");
        errors.ShouldAllBe(error => !error.StartsWith("/targets/0/window", StringComparison.Ordinal));
        errors.ShouldBeUnique();
    }

    [Fact]
    public async Task What_a_key_does_not_cover_is_refused_before_its_vendor_is_asked_for_anything()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("CoveredFirst", GrantDesk.West));
        using var west = await WestAsync();
        object named = new { facility = "demo-cowork", accessPoints = new[] { new { name = "Lobby turnstile" } } };
        var before = Asked();

        (await west.PatchAsync($"grants/{grant.Id()}", new { addTargets = new[] { named } })).IsProblem(HttpStatusCode.UnprocessableEntity, "facility_not_covered");
        var draft = _desk.Draft("CoveredFirst2", GrantDesk.West, named);
        draft.Remove("window");
        (await west.PostAsync("grants", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").ToString().ShouldContain("/targets/1/facility");

        Asked().ShouldBe(before);
        (await hub.Admin.PatchAsync($"grants/{grant.Id()}", new { addTargets = new[] { named } })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        Asked().ShouldBeGreaterThan(before);

        int Asked() => _desk.Vendors.Spintly.Host.Requests.List().Count(request => request.Path.Contains("accessPoints", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task With_allow_partial_the_others_are_applied()
    {
        var draft = _desk.Draft("Partial", GrantDesk.HeadQuarters, new { facility = "demo-cowork" });
        draft["allowPartial"] = true;

        var grant = await _desk.CreateAsync(draft);

        grant.Text("state").ShouldBe("partial");
        GrantDesk.States(grant).ShouldBe(["active", "failed"]);
        GrantDesk.Targets(grant)[1].Text("lastError/code").ShouldNotBeNullOrEmpty();
        _desk.Held("Partial").CavVisit.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_answers_for_each_and_its_keys_make_it_safe_to_repeat()
    {
        var grants = new JsonArray();
        for (var i = 0; i < 4; i++)
        {
            var draft = i == 2 ? _desk.Draft("Batch2") : _desk.Draft($"Batch{i}", GrantDesk.HeadQuarters);
            draft["key"] = $"batch-{i}";
            grants.Add(draft);
        }

        var body = new JsonObject { ["grants"] = grants };
        var first = (await hub.Admin.PostAsync("grants/batch", body)).Is(HttpStatusCode.OK).GetProperty("items");
        var again = (await hub.Admin.PostAsync("grants/batch", body)).Is(HttpStatusCode.OK).GetProperty("items");

        first.EnumerateArray().Select(item => item.Text("created")).ShouldBe(["True", "True", "False", "True"]);
        first.Text("2/error/code").ShouldBe("invalid");
        again.EnumerateArray().Select(item => item.Text("created")).ShouldAllBe(created => created == "False");
        again.Text("3/id").ShouldBe(first.Text("3/id"));
        await _desk.UntilAsync(first.Text("3/id")!, grant => grant.Text("state") == "active");
        await _desk.UntilAsync(first.Text("0/id")!, grant => grant.Text("state") == "active");
        (_desk.Held("Batch0").CavVisit, _desk.Held("Batch2").CavVisit, _desk.Held("Batch3").CavVisit).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task Lists_find_by_facility_subject_e_mail_state_window_and_key()
    {
        var draft = _desk.Draft("Listed", GrantDesk.West);
        draft["subject"]!["key"] = "listed-subject";
        draft["key"] = "listed";
        var grant = await _desk.CreateAsync(draft);
        var other = await _desk.CreateAsync(_desk.Draft("Unlisted", GrantDesk.HeadQuarters));
        var late = Uri.EscapeDataString(_desk.Now.AddDays(1).ToString("O"));

        foreach (var query in new[] { "facility=demo-west&subjectKey=listed-subject", "subjectKey=listed-subject", "email=LISTED@visitor.example", "key=listed", "facility=demo-west&state=active&key=listed" })
            (await IdsAsync(query)).ShouldBe([grant.Id()], query);
        (await IdsAsync("facility=demo-west")).ShouldContain(grant.Id());
        (await IdsAsync("facility=demo-west")).ShouldNotContain(other.Id());
        foreach (var query in new[] { "facility=demo-west&state=revoked&key=listed", "key=nothing", $"facility=demo-west&from={late}", "subjectKey=other", "facility=demo-hq&key=listed" })
            (await IdsAsync(query)).ShouldBeEmpty(query);
        (await hub.Admin.GetAsync("grants?state=sideways")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var query in new[] { "", "&key=listed" })
            (await hub.Admin.GetAsync($"grants?from={late}&to={late}{query}")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["to"]);

        var all = await IdsAsync("limit=100");
        var paged = new List<string>();
        string? next = "grants?limit=1";
        while (next is not null)
        {
            var page = (await hub.Admin.GetAsync(next)).Is(HttpStatusCode.OK);
            paged.AddRange(page.Items().Select(item => item.Id()));
            next = page.Text("nextLink");
        }

        paged.ShouldBe(all);
    }

    [Fact]
    public async Task A_key_that_covers_one_facility_sees_its_targets_only_and_cannot_change_the_others()
    {
        var grant = await _desk.CreateAsync(_desk.Draft("Covered", GrantDesk.HeadQuarters, GrantDesk.West));
        var elsewhere = await _desk.CreateAsync(_desk.Draft("Elsewhere", GrantDesk.HeadQuarters));
        using var west = await WestAsync();

        GrantDesk.Targets((await west.GetAsync($"grants/{grant.Id()}")).Is(HttpStatusCode.OK)).ShouldHaveSingleItem().Text("facility").ShouldBe("demo-west");
        (await west.GetAsync($"grants/{elsewhere.Id()}")).IsProblem(HttpStatusCode.NotFound, "grant_not_found");
        (await west.GetAsync("grants?limit=100")).Is(HttpStatusCode.OK).Items().ShouldAllBe(item => GrantDesk.Targets(item).Count == 1);
        (await west.DeleteAsync($"grants/{grant.Id()}")).IsProblem(HttpStatusCode.UnprocessableEntity, "facility_not_covered");
        (await west.DeleteAsync($"grants/{elsewhere.Id()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await west.PostAsync("grants", _desk.Draft("Covered2", GrantDesk.HeadQuarters))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await west.PostAsync("grants/revoke", new { facility = "demo-hq" })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        // What it may not see of a revocation by subject stays as it is.
        await _desk.SettledAsync(await west.PostAsync("grants/revoke", new { email = "Covered@visitor.example" }));
        GrantDesk.States(await _desk.UntilAsync(grant.Id(), shown => shown.Text("targets/1/state") == "revoked")).ShouldBe(["active", "revoked"]);
    }

    [Fact]
    public async Task A_key_that_covers_one_facility_learns_nothing_of_the_others()
    {
        var draft = _desk.Draft("Hidden", GrantDesk.HeadQuarters);
        draft["key"] = "hidden-key";
        var hidden = await _desk.CreateAsync(draft);
        var both = await _desk.CreateAsync(_desk.Draft("Both", GrantDesk.HeadQuarters, GrantDesk.West));
        using var west = await WestAsync();

        (await west.PostAsync($"grants/{hidden.Id()}/targets/0/retry", new { })).IsProblem(HttpStatusCode.NotFound, "grant_not_found");
        (await west.PostAsync($"grants/{hidden.Id()}/targets/7/retry", new { })).IsProblem(HttpStatusCode.NotFound, "grant_not_found");
        (await west.PostAsync($"grants/{both.Id()}/targets/1/retry", new { })).IsProblem(HttpStatusCode.UnprocessableEntity, "facility_not_covered");

        var taken = _desk.Draft("Taken", GrantDesk.West);
        taken["key"] = "hidden-key";
        (await west.PostAsync("grants", taken)).IsProblem(HttpStatusCode.Conflict, "key_in_use").ToString().ShouldNotContain(hidden.Id());
        (await hub.Admin.PostAsync("grants", taken)).IsProblem(HttpStatusCode.Conflict, "key_in_use").ToString().ShouldContain(hidden.Id());

        // The address of the call shows what its caller may see, whatever is added to the grant later.
        var accepted = await west.PostAsync("grants", _desk.Draft("Linked", GrantDesk.West));
        var location = accepted.Headers["Location"];
        await _desk.SettledAsync(await hub.Admin.PatchAsync($"grants/{accepted.Is(HttpStatusCode.Accepted).Id()}", new { addTargets = new[] { GrantDesk.HeadQuarters } }));
        using var anybody = hub.Caller(null);
        GrantDesk.Targets((await anybody.GetAsync(location)).Is(HttpStatusCode.OK)).ShouldHaveSingleItem().Text("facility").ShouldBe("demo-west");
        (await anybody.GetAsync(location.Replace("demo-west", "demo-hq", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Caller> WestAsync()
    {
        var keys = hub.Host.Services.GetRequiredService<ApiKeyService>();
        var key = new ApiKeyDraft { Name = "West only", Scopes = ["grants:read", "grants:write"], Facilities = ["demo-west"] };
        return hub.Caller((await keys.CreateAsync(new Input<ApiKeyDraft>(key), CancellationToken.None)).Text);
    }

    private async Task<List<string>> IdsAsync(string query) =>
        [.. (await hub.Admin.GetAsync("grants?" + query)).Is(HttpStatusCode.OK).Items().Select(item => item.Id())];
}
