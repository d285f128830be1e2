using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.AktionNext;

public sealed class DirectoryTests : AktionNextTest
{
    [Fact]
    public async Task People_are_paged_and_read()
    {
        var all = (await GetAsync("person/getAll")).Body!;
        var second = (await GetAsync("person/getAll", "&PageNumber=2&PageSize=5")).Body!;

        all["Persons"]!.AsArray().Count.ShouldBe(12);
        all["Paging"].ShouldBeNull();
        second["Persons"]!.AsArray().Select(person => (string?)person!["PersonId"]).ShouldBe(["10006", "10007", "10008", "10009", "10010"]);
        ((int)second["Paging"]!["RecordCount"]!, (int)second["Paging"]!["PageCount"]!).ShouldBe((12, 3));
        ((string)(await GetAsync("person/get", "&PersonId=10003")).Body!["Surname"]!).ShouldBe("Dvořák");
        ((int)(await GetAsync("person/get", "&PersonId=1")).Body!["Code"]!).ShouldBe(1100);
    }

    [Theory]
    [InlineData("jan novak", "", 1)]
    [InlineData("jan novak%25", "", 2)]
    [InlineData("%25nov%25", "", 2)]
    [InlineData("jan novak", "&UseDiacritics=1", 0)]
    [InlineData("Jan Novák", "&UseDiacritics=1", 1)]
    [InlineData("jan", "", 0)]
    public async Task People_are_found_by_name_with_wildcards(string name, string more, int found) =>
        (await GetAsync("visit/getPersonByName", $"&Name={name}{more}")).Body!["Persons"]!.AsArray().Count.ShouldBe(found);

    [Fact]
    public async Task A_person_is_created_once()
    {
        var person = new JsonObject
        {
            ["PersonId"] = "p-1",
            ["Name"] = "Zoë",
            ["Surname"] = "Müller",
            ["OrganizationStructure"] = "Organization structure - Company ABC",
            ["IdentifierEntryCode"] = "123456",
            ["IdentifierCard1"] = "04ff",
        };

        (await PostAsync("person/create", person)).Status.ShouldBe(HttpStatusCode.OK);

        (await PostAsync("person/create", person)).Status.ShouldBe(HttpStatusCode.BadRequest);
        Simulator.Data.People.Find("p-1")!.IdentifierCard1.ShouldBe("04ff");
    }

    [Theory]
    [InlineData("Name", null, 1002)]
    [InlineData("OrganizationStructure", null, 1160)]
    [InlineData("IdentifierEntryCode", "12345", 1002)]
    [InlineData("IdentifierCard1", "xyz", 1002)]
    public async Task A_wrong_person_is_refused(string member, string? value, int code)
    {
        var person = new JsonObject
        {
            ["PersonId"] = "p-1",
            ["Name"] = "Zoë",
            ["Surname"] = "Müller",
            ["OrganizationStructure"] = "Organization structure - Company ABC",
        };
        person[member] = value;

        ((int)(await PostAsync("person/create", person)).Body!["Code"]!).ShouldBe(code);
    }

    [Fact]
    public async Task The_structure_is_listed_with_its_paths() =>
        (await GetAsync("visit/getStructureAll")).Body!["Structures"]!.AsArray().Select(unit => (string?)unit!["Structure"]).ShouldContain(
            "Organization structure - Company ABC - Office 123");

    [Fact]
    public async Task Passages_are_read_by_time_sensor_and_person()
    {
        const string Range = "&TimeFrom=2026-06-15T10:00:00&TimeTo=2026-06-15T10:00:00";

        (await GetAsync("attendance/getPassAll", Range)).Body!["Passes"]!.AsArray().Count.ShouldBe(2);
        (await GetAsync("attendance/getPassAll", "&TimeFrom=2026-06-15T10:00:01&TimeTo=2026-06-15T11:00:00")).Body!["Passes"]!.AsArray().ShouldBeEmpty();
        (await GetAsync("attendance/getPassBySensor", Range + "&Sensor=Car%20park")).Body!["Passes"]!.AsArray().ShouldHaveSingleItem();
        (await GetAsync("attendance/getPassByPerson", Range + "&PersonId=10001")).Body!["Passes"]!.AsArray().ShouldHaveSingleItem();
        ((int)(await GetAsync("attendance/getPassBySensor", Range + "&Sensor=x")).Body!["Code"]!).ShouldBe(1120);
        ((int)(await GetAsync("attendance/getPassAll")).Body!["Code"]!).ShouldBe(1002);
        (await GetAsync("attendance/getEventDescription", "&Sensor=Car%20park")).Body!["Descriptions"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_reception_s_calls_answer()
    {
        ((int)(await GetAsync("visit/checkKiosk", "&MACs=00-11-22-33-44-55")).Body!["Result"]!["Code"]!).ShouldBe(0);
        ((int)(await GetAsync("visit/checkKiosk", "&MACs=1")).Body!["Code"]!).ShouldBe(1534);
        (await GetAsync("visit/getEDocData", "&MACs=00-11-22-33-44-55")).Body!["Document"]!["DocNumber"].ShouldNotBeNull();
        (await GetAsync("visitor/getFirmByTitle", "&Title=%25novak%25")).Body!["Firms"]!.AsArray().Count.ShouldBe(2);
        ((int)(await GetAsync("visitor/getFirmByTitle", "&Title=x")).Body!["Code"]!).ShouldBe(1528);

        var document = new JsonObject { ["DocNumber"] = "200000003", ["State"] = "CZE", ["DocType"] = 1, ["Name"] = "A", ["Surname"] = "B" };
        var visitor = (string)(await PostAsync("visitor/getByDoc", document)).Body!["VisitorId"]!;
        visitor.ShouldBe(Simulator.Data.Visits.Find(VisitOf(3))!.VisitorId.ToString());
        var activity = new JsonObject { ["VisitorId"] = visitor, ["Activity"] = new JsonObject { ["Description"] = "Safety" } };
        (await PostAsync("visitor/createActivity", activity)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
