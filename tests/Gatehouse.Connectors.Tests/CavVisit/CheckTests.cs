using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.CavVisit;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class CheckTests
{
    [Fact]
    public void Every_wrong_part_of_a_visit_is_named_at_once()
    {
        var draft = Drafts.Visit(1) with
        {
            Host = new HostReference { Id = "anna" },
            Type = "guest",
            PartySize = 4,
            Vehicle = new Vehicle { Color = "red" },
            Trailer = new Trailer { Plate = "T 1" },
            Organization = new NamedReference { Id = "1" },
            Escort = new NamedReference { Id = "2" },
            Window = new TimeWindow { From = Drafts.From.AddSeconds(5), To = Drafts.From.AddSeconds(40) },
            Fields = new Dictionary<string, JsonElement>
            {
                ["Field10"] = Drafts.Json("x"),
                ["Field3"] = Drafts.Json(3),
                ["Cfield1"] = Drafts.Json("true"),
                ["Status"] = Drafts.Json("x"),
                ["a/b~"] = Drafts.Json(1),
                ["VisitorName"] = Drafts.Json("x"),
                ["Combined"] = Drafts.Json("b"),
                ["Field4"] = Drafts.Json("fine"),
            },
        };

        var errors = CavVisitVisitCheck.Create(MappingTests.ScopeOf(("apiVersion", "1.0")), new VisitCreate(draft, "m")).ToList();

        errors.Select(error => error.Pointer).ShouldBe(
        [
            "/host/id", "/window", "/type", "/partySize", "/vehicle/color", "/trailer", "/organization", "/escort", "/fields/Field10", "/fields/Field3",
            "/fields/Cfield1", "/fields/Status", "/fields/a~1b~0", "/fields/VisitorName", "/fields/Combined",
        ]);
        errors.Single(error => error.Pointer == "/fields/VisitorName").Detail.ShouldContain("Field9, Cfield1");
    }

    [Theory]
    [InlineData("2027-10-31T00:15:00Z", "2027-10-31T00:45:00Z", false)]
    [InlineData("2027-10-31T00:15:00Z", "2027-10-31T01:45:00Z", false)]
    [InlineData("2027-10-31T00:45:00Z", "2027-10-31T01:15:00Z", false)]
    [InlineData("2027-10-30T23:30:00Z", "2027-10-31T00:45:00Z", true)]
    [InlineData("2027-10-31T00:15:00Z", "2027-10-31T02:15:00Z", true)]
    [InlineData("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z", true)]
    public void A_window_of_which_daylight_saving_leaves_nothing_is_refused(string from, string to, bool fits)
    {
        var window = new TimeWindow { From = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), To = DateTimeOffset.Parse(to, CultureInfo.InvariantCulture) };
        var draft = new VisitDraft { Visitor = new Visitor { Name = "A B" }, Window = window };

        CavVisitVisitCheck.Create(MappingTests.ScopeOf(), new VisitCreate(draft, "m")).Select(error => error.Pointer)
            .ShouldBe(fits ? [] : ["/window"]);
    }

    [Fact]
    public void What_an_update_leaves_as_it_is_is_no_error()
    {
        var raw = JsonElement.Parse("""{"Id":5,"VisitorName":"A B","Status":"4","Later":{"x":1},"DateVisit":"2026-06-16 09:00"}""");
        var current = CavVisitVisitMapping.Read(MappingTests.ScopeOf(), new VendorRow(5, raw)) with { Type = "guest" };
        var draft = VisitDraft.Of(current);

        CavVisitVisitCheck.Update(MappingTests.ScopeOf(), new VisitUpdate(current, draft)).ShouldBeEmpty();
        CavVisitVisitCheck.Update(MappingTests.ScopeOf(), new VisitUpdate(current, draft with { Window = null, Visitor = null }))
            .Select(error => error.Pointer).ShouldBe(["/visitor/name", "/window/from"]);
    }

    [Fact]
    public void People_and_organizations_are_checked()
    {
        var person = Drafts.Person(220) with
        {
            Organization = new NamedReference { Id = "x" },
            Unit = "7",
            OtherEmails = ["a@b.example", "c,d"],
            Fields = new Dictionary<string, JsonElement> { ["WebPassword"] = Drafts.Json("p"), ["WebEnabled"] = Drafts.Json("true") },
        };

        CavVisitHostMapping.Check(person, current: null).Select(error => error.Pointer)
            .ShouldBe(["/organization/id", "/unit", "/otherEmails/1", "/fields/WebPassword", "/fields/WebEnabled"]);
        CavVisitCompanyMapping.Check(Drafts.Organization with { AutoCheckOutMinutes = -1, Fields = person.Fields }, current: null).Select(error => error.Pointer)
            .ShouldBe(["/autoCheckOutMinutes", "/fields/WebPassword", "/fields/WebEnabled"]);
    }

    [Theory]
    [InlineData("""{"x":"expected"}""")]
    [InlineData("""{"1":"gone"}""")]
    [InlineData("""{"1":"2"}""")]
    public void A_status_map_must_map_numbers_to_statuses(string map) =>
        Should.Throw<InvalidInputException>(() => MappingTests.ScopeOf(("statusMap", JsonElement.Parse(map)))).Errors[0].Pointer.ShouldStartWith("/settings/statusMap/");

    [Fact]
    public void The_connector_is_registered_with_every_operation_and_its_sensitive_members()
    {
        using var services = new ConnectorServices();
        var connector = services.Registry.Get("cavvisit");

        OperationCatalogue.All.Where(operation => connector.Find(operation) is null).Select(operation => operation.Name).ShouldBe(
        [
            "people.associate", "people.needing-access",
            "sites.list", "sites.get", "sites.create", "sites.update",
            "access-points.list", "access-points.get", "access-points.create", "access-points.update",
            "roles.list", "roles.get", "credentials.list", "credentials.issue", "credentials.refresh", "access.person", "access-events.list",
        ]);
        connector.Sensitive.Credentials.ShouldBe(["QrCode", "Pincode", "CardNumber"], ignoreOrder: true);
        connector.Sensitive.Personal.ShouldBe(["Personnumber"]);
        connector.Sensitive.Passwords.ShouldBe(["WebPassword"]);
        connector.Settings.Where(setting => !setting.Assumed).Select(setting => setting.Name).ShouldBe(["customerId", "baseUrl"]);
    }
}
