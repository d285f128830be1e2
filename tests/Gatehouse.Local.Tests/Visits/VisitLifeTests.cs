using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Local.Tests.Visits;

public abstract class VisitLifeTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task A_window_that_the_vendor_does_not_tell_is_kept_by_the_hub()
    {
        var visit = new { visitor = new { firstName = "Petra", lastName = "Planned" }, purpose = "Audit", window = new { from = "2027-03-01T09:00:00+01:00", to = "2027-03-01T11:00:00+01:00" } };
        var created = (await hub.Admin.PostAsync("facilities/demo-prague/visits", visit)).Is(HttpStatusCode.Created);

        var read = (await hub.Admin.GetAsync($"facilities/demo-prague/visits/{created.Id()}")).Is(HttpStatusCode.OK);

        (read.Text("window/from"), read.Text("window/to")).ShouldBe(("2027-03-01T09:00:00+01:00", "2027-03-01T11:00:00+01:00"));
    }

    [Fact]
    public async Task A_visit_is_created_read_changed_ended_and_deleted()
    {
        await using var site = await hub.InstallAsync();
        var draft = Installation.Draft("Dana Smith");
        draft["visitor"]!["company"] = "Example Ltd";
        draft["vehicle"] = new JsonObject { ["plate"] = "ABC 123" };
        draft["purpose"] = "Audit";
        draft["fields"] = new JsonObject { ["Field1"] = "first", ["Cfield15"] = true };
        draft["host"] = new JsonObject { ["email"] = site.Customer.Hosts.List()[1].Email };

        var created = await hub.Admin.PostAsync(site.Visits, draft);

        var visit = created.Is(HttpStatusCode.Created);
        created.Headers["Location"].ShouldBe($"/api/v1/{site.Visits}/{visit.Id()}");
        visit.Text("status").ShouldBe("expected");
        visit.Text("visitor/lastName").ShouldBe("Smith");
        visit.Text("host/id").ShouldBe(site.HostId(1));
        visit.Text("credentials/0/value").ShouldBe(site.Stored(visit).QrCode);
        site.Stored(visit).DateVisit.ShouldBe(new DateTime(2027, 3, 1, 9, 0, 0, DateTimeKind.Unspecified));
        site.Stored(visit).Cfield15.ShouldBeTrue();

        var read = (await hub.Admin.GetAsync(created.Headers["Location"])).Is(HttpStatusCode.OK);
        read.GetRawText().ShouldBe(visit.GetRawText());

        var patched = (await hub.Admin.PatchAsync(
            $"{site.Visits}/{visit.Id()}",
            """{"visitor":{"lastName":"Jones"},"purpose":null,"fields":{"Field1":null,"Field2":"second"}}""")).Is(HttpStatusCode.OK);
        patched.Text("visitor/name").ShouldBe("Dana Jones");
        patched.Text("visitor/company").ShouldBe("Example Ltd");
        patched.Text("purpose").ShouldBeNull();
        patched.Text("vehicle/plate").ShouldBe("ABC 123");
        patched.Text("host/id").ShouldBe(site.HostId(1));
        var stored = site.Stored(visit);
        (stored.VisitorName, stored.CarPlate, stored.Field2, stored.Cfield15).ShouldBe(("Dana Jones", "ABC 123", "second", true));
        (stored.Subject + stored.Field1).ShouldBeEmpty();

        var ended = (await hub.Admin.PostAsync($"{site.Visits}/{visit.Id()}/end", new { reason = "Left early" })).Is(HttpStatusCode.OK);
        ended.Text("endReason").ShouldBe("Left early");
        (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.OK).Text("endReason").ShouldBe("Left early");

        (await hub.Admin.DeleteAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}")).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await hub.Admin.DeleteAsync($"{site.Visits}/{visit.Id()}")).IsProblem(HttpStatusCode.NotFound, "not_found");
        site.Customer.Visits.Count.ShouldBe(8);
    }

    [Fact]
    public async Task An_end_moves_the_end_of_a_running_visit_to_now()
    {
        await using var site = await hub.InstallAsync();
        var running = site.Customer.Visits.List(visit => visit.DateCheckedIn != default && visit.DateCheckedOut == default)[0];
        var before = site.Customer.LocalNow;

        (await hub.Admin.PostAsync($"{site.Visits}/{running.Id}/end")).Is(HttpStatusCode.OK);

        var end = site.Customer.Visits.Find(running.Id)!.DateValidTo;
        end.ShouldBeInRange(before.AddMinutes(-1), site.Customer.LocalNow);
    }

    [Fact]
    public async Task A_visit_that_the_vendor_holds_with_an_odd_window_and_address_can_be_changed_in_other_things()
    {
        await using var site = await hub.InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("Ended Before"));
        var address = $"{site.Visits}/{visit.Id()}";
        (await hub.Admin.PostAsync($"{address}/end")).Is(HttpStatusCode.OK);
        var ended = site.Customer.Visits.Change(visit.Number(), stored => stored with { Email = "none" })!;

        (await hub.Admin.PatchAsync(address, """{"notes":"came to nothing"}""")).Is(HttpStatusCode.OK).Text("notes").ShouldBe("came to nothing");

        site.Stored(visit).ShouldBe(ended with { Notes = "came to nothing" });
        (await hub.Admin.PatchAsync(address, """{"window":{"to":"2027-03-01T08:00:00+01:00"}}"""))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/window/to"]);
    }

    [Fact]
    public async Task A_key_may_have_any_characters()
    {
        await using var site = await hub.InstallAsync();
        const string Key = "order/7 % å:+?";
        var draft = Installation.Draft("Odd Key");
        draft["key"] = Key;
        var visit = await site.CreateAsync(draft);
        var address = $"{site.Visits}/key:{Uri.EscapeDataString(Key)}";

        (await hub.Admin.GetAsync(address)).Is(HttpStatusCode.OK).Id().ShouldBe(visit.Id());
        (await hub.Admin.PutAsync(address, """{"notes":"put"}""")).Is(HttpStatusCode.OK).Id().ShouldBe(visit.Id());
        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        site.VisitsOf("Odd Key").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_with_a_key_is_read_put_patched_ended_and_deleted_by_it()
    {
        await using var site = await hub.InstallAsync();
        var (admin, address) = (hub.Admin, $"{site.Visits}/key:meeting-1");

        var created = (await admin.PutAsync(address, Installation.Draft("Key Keeper"))).Is(HttpStatusCode.Created);
        var updated = (await admin.PutAsync(address, """{"notes":"Second floor"}""")).Is(HttpStatusCode.OK);
        updated.Id().ShouldBe(created.Id());
        updated.Text("visitor/name").ShouldBe("Key Keeper");
        updated.Text("key").ShouldBe("meeting-1");
        (await admin.GetAsync(address)).Is(HttpStatusCode.OK).Text("notes").ShouldBe("Second floor");
        (await admin.PatchAsync(address, """{"notes":null}""")).Is(HttpStatusCode.OK).Text("notes").ShouldBeNull();
        (await admin.PostAsync($"{address}/end", new { reason = "Done" })).Is(HttpStatusCode.OK).Text("endReason").ShouldBe("Done");
        site.VisitsOf("Key Keeper").Count.ShouldBe(1);

        (await admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        (await admin.GetAsync(address)).IsProblem(HttpStatusCode.NotFound, "not_found");
        site.VisitsOf("Key Keeper").ShouldBeEmpty();
        var anew = (await admin.PutAsync(address, Installation.Draft("Key Keeper"))).Is(HttpStatusCode.Created);
        anew.Id().ShouldNotBe(created.Id());
    }

    [Fact]
    public async Task A_put_creates_anew_what_is_gone_at_the_vendor_and_a_delete_by_key_finds_it_done()
    {
        await using var site = await hub.InstallAsync();
        var address = $"{site.Visits}/key:gone";
        var first = (await hub.Admin.PutAsync(address, Installation.Draft("Gone Once"))).Is(HttpStatusCode.Created);
        site.Customer.Visits.Remove(first.Number());

        var second = (await hub.Admin.PutAsync(address, Installation.Draft("Gone Once"))).Is(HttpStatusCode.Created);
        second.Id().ShouldNotBe(first.Id());
        site.Customer.Visits.Remove(second.Number());

        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync(address)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_post_with_a_known_key_answers_the_same_visit_for_the_same_content_and_409_for_other()
    {
        await using var site = await hub.InstallAsync();
        var draft = Installation.Draft("Same Again");
        draft["key"] = "order-7";

        var first = await site.CreateAsync(draft);
        var again = (await hub.Admin.PostAsync(site.Visits, draft)).Is(HttpStatusCode.OK);
        again.Id().ShouldBe(first.Id());

        draft["notes"] = "Something else";
        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.Conflict, "key_in_use");
        site.VisitsOf("Same Again").Count.ShouldBe(1);
        site.Calls("CreateVisit").ShouldBe(1);
    }

    [Fact]
    public async Task A_host_is_found_by_e_mail_and_by_key_and_a_wrong_one_is_named()
    {
        await using var site = await hub.InstallAsync();
        var company = site.Customer.Companies.List()[0].Id.ToString(CultureInfo.InvariantCulture);
        var person = (await hub.Admin.PutAsync(
            $"{site.People}/key:e-1", new { name = "Olga Host", email = "olga@host.example", organization = new { id = company } })).Is(HttpStatusCode.Created);
        var visit = await site.CreateAsync(Installation.Draft("Vera Visitor"));
        var address = $"{site.Visits}/{visit.Id()}";

        (await hub.Admin.PatchAsync(address, """{"host":{"id":"key:e-1"}}""")).Is(HttpStatusCode.OK).Text("host/id").ShouldBe(person.Id());
        (await hub.Admin.PatchAsync(address, new { host = new { email = site.Customer.Hosts.List()[2].Email } })).Is(HttpStatusCode.OK)
            .Text("host/id").ShouldBe(site.HostId(2));
        (await hub.Admin.PatchAsync(address, """{"host":null}""")).Is(HttpStatusCode.OK).Text("host/id").ShouldBeNull();
        (await hub.Admin.PatchAsync(address, """{"host":{"email":"nobody@host.example"}}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "host_not_found");
        var hosts = site.Customer.Hosts.List();
        site.Customer.Hosts.Put(hosts[3] with { Email = hosts[2].Email });
        (await hub.Admin.PatchAsync(address, new { host = new { email = hosts[2].Email } })).IsProblem(HttpStatusCode.UnprocessableEntity, "host_ambiguous");
        (await hub.Admin.PatchAsync(address, """{"host":{"id":"key:unknown"}}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid")
            .Pointers().ShouldBe(["/host/id"]);
        site.Stored(visit).Host.ShouldBe(0);
    }

    [Fact]
    public async Task A_host_is_found_by_e_mail_however_many_companies_there_are()
    {
        await using var site = await hub.InstallAsync();
        for (var number = 0; number < 70; number++)
            site.Customer.AddCompany(new Company { Description = FormattableString.Invariant($"Company {number}") });
        var last = site.Customer.Companies.List()[^1].Id;
        var host = site.Customer.Hosts.List()[0];
        site.Customer.Hosts.Put(host with { CompanyId = last, Email = "far@host.example" });
        var draft = Installation.Draft("Far Visitor");
        draft["host"] = new JsonObject { ["email"] = "far@host.example" };

        (await site.CreateAsync(draft)).Text("host/id").ShouldBe(site.HostId(0));
        site.Customer.Hosts.Put(site.Customer.Hosts.List()[1] with { Email = "far@host.example" });
        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "host_ambiguous");
    }

    [Fact]
    public async Task A_put_by_key_makes_anew_what_is_gone_and_nothing_when_the_vendor_misses_something_else()
    {
        await using var site = await hub.InstallAsync();
        var address = $"{site.Visits}/key:put-1";
        var first = (await hub.Admin.PutAsync(address, Installation.Draft("Put Visitor"))).Is(HttpStatusCode.Created);

        site.Faults.Add(new(Simulators.Control.FaultKind.Status)
        {
            Path = "/api/Visits/UpdateVisit",
            Next = 1,
            Status = 404,
            Body = """{"Message":"Host 9 was not found."}""",
        });
        (await hub.Admin.PutAsync(address, Installation.Draft("Put Visitor"))).IsProblem(HttpStatusCode.NotFound, "not_found")
            .Text("vendor/message").ShouldBe("Host 9 was not found.");
        (await hub.Admin.GetAsync(address)).Is(HttpStatusCode.OK).Id().ShouldBe(first.Id());
        site.VisitsOf("Put Visitor").Count.ShouldBe(1);

        site.Customer.Visits.Remove(site.Stored(first).Id);
        (await hub.Admin.PutAsync(address, Installation.Draft("Put Visitor"))).Is(HttpStatusCode.Created).Id().ShouldNotBe(first.Id());
        site.VisitsOf("Put Visitor").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_walk_in_arrives_where_the_facility_takes_arrivals()
    {
        await using var site = await hub.InstallAsync(new CavVisitAssumptions { CheckTimesWritable = true }, new { checkInByUpdate = true, checkOutByUpdate = true });
        var draft = Installation.Draft("Walk In");
        draft["arrived"] = true;

        var walkIn = await site.CreateAsync(draft);
        walkIn.Text("status").ShouldBe("arrived");
        site.Stored(walkIn).DateCheckedIn.ShouldNotBe(default);
        var ended = (await hub.Admin.PostAsync($"{site.Visits}/{walkIn.Id()}/end")).Is(HttpStatusCode.OK);
        ended.Text("status").ShouldBe("departed");

        var expected = await site.CreateAsync(Installation.Draft("Comes Later"));
        var arrived = (await hub.Admin.PostAsync($"{site.Visits}/{expected.Id()}/arrive", new { at = "2027-03-01T08:05:00Z" })).Is(HttpStatusCode.OK);
        arrived.Time("arrivedAt").ShouldBe(new DateTimeOffset(2027, 3, 1, 8, 5, 0, TimeSpan.Zero));
        site.Stored(expected).DateCheckedIn.ShouldBe(new DateTime(2027, 3, 1, 9, 5, 0, DateTimeKind.Unspecified));
    }

    [Fact]
    public async Task Where_a_facility_takes_no_arrivals_neither_a_walk_in_nor_an_arrival_reaches_the_vendor()
    {
        await using var site = await hub.InstallAsync();
        var draft = Installation.Draft("Walk In");
        draft["arrived"] = true;

        var problem = (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "capability_unavailable");
        problem.Text("detail").ShouldNotBeNull().ShouldContain("checkInByUpdate");
        var existing = site.Customer.Visits.List()[4];
        (await hub.Admin.PostAsync($"{site.Visits}/{existing.Id}/arrive")).IsProblem(HttpStatusCode.UnprocessableEntity, "capability_unavailable");
        site.Calls("Visit").ShouldBe(0);
        site.Customer.Visits.Find(existing.Id).ShouldBe(existing);
    }

    [Fact]
    public async Task A_group_tells_what_became_of_each_member()
    {
        await using var site = await hub.InstallAsync(settings: new { groupCreate = "each" });
        var common = Installation.Draft("x");
        common.Remove("visitor");
        var group = new { common, visitors = new[] { new { name = "Ann One" }, new { name = "Ben Two" }, new { name = "Cid Three" } } };
        site.Faults.Add(new(Simulators.Control.FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Next = 1, Milliseconds = 1 });
        site.Faults.Add(new(Simulators.Control.FaultKind.Status) { Path = "/api/Visits/CreateVisit", Next = 1, Status = 400, Body = """{"Message":"No room for Ben."}""" });

        var answer = (await hub.Admin.PostAsync($"{site.Visits}/group", group, once: "group-1")).Is(HttpStatusCode.OK);

        var items = answer.GetProperty("outcomes").EnumerateArray().ToList();
        items.Select(item => item.Text("created")).ShouldBe(["True", "False", "True"]);
        items[1].Text("problem/code").ShouldBe("vendor_invalid");
        items[1].Text("problem/vendor/message").ShouldBe("No room for Ben.");
        items[0].Text("visit/groupId").ShouldBe(answer.Text("groupId"));
        (await hub.Admin.PostAsync($"{site.Visits}/group", group, once: "group-1")).Is(HttpStatusCode.OK).GetRawText().ShouldBe(answer.GetRawText());
        (site.VisitsOf("Ann One").Count, site.VisitsOf("Ben Two").Count, site.VisitsOf("Cid Three").Count).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task A_group_is_made_by_the_vendors_own_call_where_it_has_one()
    {
        await using var site = await hub.InstallAsync();
        var common = Installation.Draft("x");
        common.Remove("visitor");

        var answer = (await hub.Admin.PostAsync(
            $"{site.Visits}/group", new { common, visitors = new[] { new { name = "Ann One" }, new { name = "Ben Two" } } })).Is(HttpStatusCode.OK);

        answer.GetProperty("outcomes").EnumerateArray().ShouldAllBe(item => item.Text("created") == "True");
        (site.Calls("CreateGroupVisit"), site.Calls("CreateVisit")).ShouldBe((1, 0));
        (site.VisitsOf("Ann One").Count, site.VisitsOf("Ben Two").Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_qr_code_is_drawn_as_png_and_svg()
    {
        await using var site = await hub.InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("Quinn Reader"));

        var png = await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}/qr.png");
        png.Status.ShouldBe(HttpStatusCode.OK);
        png.Headers["Content-Type"].ShouldBe("image/png");
        png.Body.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        var svg = await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}/qr.svg");
        svg.Headers["Content-Type"].ShouldBe("image/svg+xml");
        Encoding.UTF8.GetString(svg.Body).ShouldContain("<svg");

        using var caller = await hub.CallerAsync("visits:read");
        (await caller.GetAsync($"{site.Visits}/{visit.Id()}/qr.png")).IsProblem(HttpStatusCode.Forbidden, "scope_missing");
    }

    [Fact]
    public async Task The_vendors_object_comes_on_request()
    {
        await using var site = await hub.InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("Raw Visitor"));
        visit.Text("raw").ShouldBeNull();

        var raw = (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}?include=raw")).Is(HttpStatusCode.OK);
        raw.Text("raw/VisitorName").ShouldBe("Raw Visitor");
        raw.Text("raw/Pincode").ShouldBe(site.Stored(visit).Pincode);
    }
}
