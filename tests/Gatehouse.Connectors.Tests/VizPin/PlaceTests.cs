using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.VizPin;

public sealed class PlaceTests
{
    [Fact]
    public async Task Accounts_are_created_read_changed_and_listed()
    {
        await using var vendor = await Installation.StartAsync();
        var draft = new OrganizationDraft { Name = "Quay & Co 🚢", Fields = Fields(("type", "\"OEM\""), ("tags", "[1,2]")) };

        var created = await vendor.DoAsync(OrganizationOperations.Create, new OrganizationCreate(draft, "m"));
        vendor.LastParameters["add_account"]!["id"]!.GetValue<string>().ShouldBeEmpty();
        var changed = await vendor.DoAsync(
            OrganizationOperations.Update, new OrganizationUpdate(created, OrganizationDraft.Of(created) with { Name = "Quay", Fields = Fields(("tags", "[1,2]")) }));
        var read = await vendor.DoAsync(OrganizationOperations.Get, new ItemRequest(created.Id));

        (created.Name, changed.Name, read.Name).ShouldBe(("Quay & Co 🚢", "Quay", "Quay"));
        created.Fields.Keys.Order().ShouldBe(["tags", "type"]);
        read.Fields.Keys.ShouldBe(["tags"]);
        vendor.Data.Accounts.Find(created.Id)!.Json.ShouldContain("\"type\":\"\"");
        (await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(1)) { Text = "quay" })).Items.Select(item => item.Id).ShouldBe([created.Id]);
        (await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)), ("account", created.Id))).Items.Count.ShouldBe(1);
        (await vendor.RefusedAsync(OrganizationOperations.Get, new ItemRequest("a0M000"))).Kind.ShouldBe(VendorErrorKind.NotFound);
        vendor.Connector.Find(OrganizationOperations.Create)!.Check(vendor.Context(), new OrganizationCreate(draft with { Email = "x@y" }, "m"))
            .ShouldHaveSingleItem().Pointer.ShouldBe("/email");
    }

    [Theory]
    [InlineData(LocationsAnswer.AsSamples)]
    [InlineData(LocationsAnswer.List)]
    [InlineData(LocationsAnswer.Object)]
    public async Task Sites_are_read_be_they_answered_as_list_or_object(LocationsAnswer answer)
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { LocationsAnswer = answer });
        var account = vendor.Data.Accounts.List()[1].Id;
        var draft = new SiteDraft { Name = "Pier", Organization = new NamedReference { Id = account }, TimeZone = "Europe/Stockholm", Fields = Fields(("locationtype", "\"Dock\"")) };

        var created = await vendor.DoAsync(SiteOperations.Create, new SiteCreate(draft, "m"));
        var changed = await vendor.DoAsync(SiteOperations.Update, new SiteUpdate(created, SiteDraft.Of(created) with { Name = "Pier 2", TimeZone = null }));
        var read = await vendor.DoAsync(SiteOperations.Get, new ItemRequest(created.Id));

        (created.Name, created.Organization!.Id, created.TimeZone, created.Fields["locationtype"].GetString()).ShouldBe(("Pier", account, "Europe/Stockholm", "Dock"));
        (changed.Name, read.Name, read.TimeZone).ShouldBe(("Pier 2", "Pier 2", null));
        (await SitesAsync(new PlaceQuery(new PageRequest(10)) { Organization = account })).ShouldBe([vendor.Data.Locations.List()[2].Id, created.Id]);

        async Task<IEnumerable<string>> SitesAsync(PlaceQuery query) => (await vendor.DoAsync(SiteOperations.List, query)).Items.Select(site => site.Id);
    }

    [Fact]
    public async Task Readers_are_created_read_changed_and_walked()
    {
        await using var vendor = await Installation.StartAsync();
        var draft = new AccessPointDraft { Name = "Side door", Site = new NamedReference { Id = vendor.Tower }, Fields = Fields(("version", "\"4.3\"")) };

        var created = await vendor.DoAsync(AccessPointOperations.Create, new AccessPointCreate(draft, "m"));
        var changed = await vendor.DoAsync(AccessPointOperations.Update, new AccessPointUpdate(created, AccessPointDraft.Of(created) with { Name = "Side" }));
        (await vendor.DoAsync(AccessPointOperations.Get, new ItemRequest(created.Id))).Name.ShouldBe("Side");

        (changed.Site!.Id, changed.Fields["version"].GetString()).ShouldBe((vendor.Tower, "4.3"));
        (await ReadersAsync(new PlaceQuery(new PageRequest(10)) { Site = vendor.Tower })).Count.ShouldBe(4);
        (await ReadersAsync(new PlaceQuery(new PageRequest(10)) { Organization = vendor.Data.Accounts.List()[1].Id })).Count.ShouldBe(1);
        (await ReadersAsync(new PlaceQuery(new PageRequest(10)) { Text = "roof" })).ShouldBe([vendor.Data.Readers.List()[2].Id]);
        foreach (var limit in new[] { 1, 2, 5, 6 })
            (await ReadersAsync(new PlaceQuery(new PageRequest(limit)))).ShouldBe(vendor.Data.Readers.List().OrderBy(reader => reader.Text("locationid")).ThenBy(reader => reader.Id).Select(reader => reader.Id), $"limit {limit}");

        async Task<List<string>> ReadersAsync(PlaceQuery query)
        {
            var seen = new List<string>();
            string? position = null;
            do
            {
                var page = await vendor.DoAsync(AccessPointOperations.List, query with { Page = query.Page with { Position = position } });
                seen.AddRange(page.Items.Select(reader => reader.Id));
                position = page.Next;
            }
            while (position is not null);
            return seen;
        }
    }

    [Theory]
    [InlineData("""{"first_in":"on"}""", true)]
    [InlineData("""{"first_in":true,"schedule":""}""", true)]
    [InlineData("""{"settings":{"first_in":"on"},"schedule":[]}""", true)]
    [InlineData("""{"first_in":"on","schedule":{"id":"s1"}}""", false)]
    [InlineData("""{"first_in":"off"}""", false)]
    [InlineData("""{"schedule":{"element":{"first_in":"on"}}}""", false)]
    public async Task A_reader_in_first_in_mode_requires_a_schedule(string fields, bool refused)
    {
        await using var vendor = await Installation.StartAsync();
        var draft = new AccessPointDraft
        {
            Name = "x",
            Site = new NamedReference { Id = vendor.Tower },
            Fields = JsonElement.Parse(fields).EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
        };

        var errors = vendor.Connector.Find(AccessPointOperations.Create)!.Check(vendor.Context(), new AccessPointCreate(draft, "m"));

        errors.Select(error => error.Pointer).ShouldBe(refused ? ["/fields/schedule"] : []);
    }

    [Fact]
    public async Task Places_whose_answer_was_lost_are_found_by_their_name()
    {
        await using var vendor = await Installation.StartAsync();
        var account = vendor.Data.Accounts.List()[0].Id;
        var site = new SiteCreate(new SiteDraft { Name = "Harbor Tower", Organization = new NamedReference { Id = account } }, "m");
        var handler = vendor.Connector.Find(SiteOperations.Create)!;
        var baseline = await handler.Baseline!(vendor.Context(), site, CancellationToken.None);
        baseline.ShouldBe(vendor.Tower);
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/services/apexrest/oem-api#com.vizpin.location.add" });

        (await vendor.RefusedAsync(SiteOperations.Create, site)).EffectUnknown.ShouldBeTrue();

        (await handler.Search!(vendor.Context(), site, baseline, CancellationToken.None))!.Id.ShouldBe(vendor.Data.Locations.List()[^1].Id);
    }

    [Fact]
    public async Task Roles_come_from_the_setting_or_from_the_configured_method()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var handler = vendor.Connector.Find(RoleOperations.List)!;
        handler.Unavailable(vendor.Context())!.ShouldContain("rolesMethod");
        var roles = vendor.Data.Roles.List();

        foreach (var setting in new[] { vendor.RolesSetting, ("rolesMethod", "com.vizpin.x.roles") })
        {
            handler.Unavailable(vendor.Context(setting)).ShouldBeNull();
            var all = (await vendor.DoAsync(RoleOperations.List, new PlaceQuery(new PageRequest(10)), setting)).Items;
            all.Select(role => role.Id).ShouldBe(roles.Select(role => role.Id));
            all[1].Fields["readers"].GetArrayLength().ShouldBe(2);
            (await vendor.DoAsync(RoleOperations.List, new PlaceQuery(new PageRequest(10)) { Site = vendor.Tower }, setting)).Items.Count.ShouldBe(2);
            var one = await vendor.DoAsync(RoleOperations.Get, new ItemRequest(roles[3].Id), setting);
            (one.Name, one.Site!.Id).ShouldBe(("Lofts", vendor.Data.Locations.List()[2].Id));
            (await vendor.RefusedAsync(RoleOperations.Get, new ItemRequest("none"), setting)).Kind.ShouldBe(VendorErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task Passages_are_listed_by_the_configured_method()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var handler = vendor.Connector.Find(AccessEventOperations.List)!;
        handler.Unavailable(vendor.Context())!.ShouldContain("activityMethod");
        (string, object)[] settings = [("activityMethod", "com.vizpin.x.activity"), ("activityCodes", new Dictionary<string, string> { ["unlock"] = "entry", ["denied"] = "denied" })];
        var now = vendor.Clock.GetUtcNow();
        vendor.Clock.Advance(TimeSpan.FromMinutes(1));
        vendor.Data.AddActivity(vendor.Data.Readers.List()[3].Id, vendor.Data.Users.List()[1].Id, "odd");

        var passages = (await vendor.DoAsync(AccessEventOperations.List, Query(10), settings)).Items;

        passages.Select(passage => (passage.Code, passage.Direction, passage.Granted)).ShouldBe(
            [("unlock", AccessDirection.Entry, true), ("denied", AccessDirection.Unknown, false), ("odd", AccessDirection.Unknown, null)]);
        (passages[2].Time, passages[2].Site!.Id).ShouldBe((now.AddMinutes(1), vendor.Data.Locations.List()[1].Id));
        var first = await vendor.DoAsync(AccessEventOperations.List, Query(2), settings);
        var rest = await vendor.DoAsync(AccessEventOperations.List, Query(2) with { Page = new PageRequest(2, first.Next) }, settings);
        first.Items.Concat(rest.Items).Select(passage => passage.Id).ShouldBe(passages.Select(passage => passage.Id));
        (await vendor.DoAsync(AccessEventOperations.List, Query(10) with { Person = vendor.Data.Users.List()[1].Id }, settings)).Items.Count.ShouldBe(1);
        (await vendor.DoAsync(AccessEventOperations.List, Query(10) with { To = now }, settings)).Items.ShouldBeEmpty();

        AccessEventQuery Query(int limit) => new(new PageRequest(limit), now, now.AddHours(1));
    }

    [Fact]
    public async Task Settings_that_the_schema_cannot_check_are_checked()
    {
        await using var vendor = await Installation.StartAsync();

        var refused = Should.Throw<InvalidInputException>(() => vendor.Context(
            ("roles", new object[] { new { id = "r", site = "s", accessPoints = new[] { "a" } }, new { id = "r", site = "s", accessPoints = new[] { "a" } }, new { name = 1 }, 7 }),
            ("members", new Dictionary<string, string> { ["user.shoe"] = "x", ["user.email"] = " " }),
            ("errorCodes", new Dictionary<string, string> { ["1"] = "odd" }),
            ("activityCodes", new Dictionary<string, string> { ["1"] = "odd" }),
            ("revokeParameters", 7),
            ("tokenMinutes", 0)));

        refused.Errors.Select(error => error.Pointer).Order(StringComparer.Ordinal).ShouldBe(
        [
            "/settings/activityCodes/1", "/settings/errorCodes/1", "/settings/members/user.email", "/settings/members/user.shoe", "/settings/revokeParameters",
            "/settings/roles/1/id", "/settings/roles/2/accessPoints", "/settings/roles/2/id", "/settings/roles/2/name", "/settings/roles/2/site", "/settings/roles/3",
            "/settings/tokenMinutes",
        ]);
    }

    private static Dictionary<string, JsonElement> Fields(params (string Name, string Json)[] fields) =>
        fields.ToDictionary(field => field.Name, field => JsonElement.Parse(field.Json));
}
