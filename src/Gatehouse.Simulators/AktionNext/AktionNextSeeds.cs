using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>What an installation has at the start: a structure, a dozen people, a visit in each state, and passages. All invented.</summary>
internal static class AktionNextSeeds
{
    private const string Root = "Organization structure";

    private static readonly string[] Units = ["Company ABC", "Company ABC - Office 123", "Company ABC - Workshop"];

    private static readonly (string Name, string Surname)[] People =
    [
        ("Jan", "Novák"), ("Eva", "Svobodová"), ("Petr", "Dvořák"), ("Lucie", "Černá"), ("Tomáš", "Procházka"), ("Anna", "Kučerová"),
        ("Martin", "Veselý"), ("Kateřina", "Horáková"), ("Jakub", "Němec"), ("Tereza", "Marková"), ("Ondřej", "Pokorný"), ("Jan", "Novákovič"),
    ];

    public static void Fill(AktionNextData data)
    {
        var now = data.Now;
        data.Structures.Put(new StructureUnit(Root, Root));
        foreach (var unit in Units)
        {
            var cut = unit.LastIndexOf(" - ", StringComparison.Ordinal);
            var parent = cut < 0 ? Root : $"{Root} - {unit[..cut]}";
            data.Structures.Put(new StructureUnit($"{Root} - {unit}", cut < 0 ? unit : unit[(cut + 3)..], parent));
        }

        var paths = data.Structures.List();
        for (var index = 0; index < People.Length; index++)
            data.People.Put(PersonOf(index, paths[1 + (index % (paths.Count - 1))].Structure, now));
        for (var state = VisitStates.New; state <= VisitStates.Rejected; state++)
            data.AddVisit(VisitOf(data, state, now));
        data.AddPassage("10001", AktionNextData.Sensors[0], direction: 1);
        data.AddPassage("10002", AktionNextData.Sensors[1], direction: 1);
    }

    private static Person PersonOf(int index, string structure, DateTimeOffset now)
    {
        var (name, surname) = People[index];
        return new Person(string.Create(CultureInfo.InvariantCulture, $"{10001 + index}"), name, surname)
        {
            OrganizationStructure = structure,
            EmployeePosition = index % 2 == 0 ? "Engineer" : "Sales",
            Email = string.Create(CultureInfo.InvariantCulture, $"person{index + 1}@abc.example"),
            MobilPhoneNumber = string.Create(CultureInfo.InvariantCulture, $"+42060000{index:D4}"),
            LoginName = string.Create(CultureInfo.InvariantCulture, $"login{index + 1}"),
            IdentifierEntryCode = string.Create(CultureInfo.InvariantCulture, $"{100_001 + index}"),
            IdentifierCard1 = string.Create(CultureInfo.InvariantCulture, $"04A1B2C3{index:X2}"),
            TimeLastChange = now,
        };
    }

    private static Visit VisitOf(AktionNextData data, int state, DateTimeOffset now)
    {
        var host = data.People.List()[state];
        return new Visit(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{state + 1:D12}")))
        {
            Visitor = Json($$"""{"Name": "Visitor{{state}}", "Surname": "Hostů", "Firm": "Solvik Arkitekter AB", "DocNumber": "20000000{{state}}"}"""),
            Vehicle = state % 2 == 0 ? Json($$"""{"VehicleLP": "1A{{state}} 2345"}""") : null,
            VisitType = Json("""{"Title": "Business"}"""),
            VisitedPerson = Json($$"""{"PersonId": "{{host.PersonId}}", "Name": "{{host.Name}}", "Surname": "{{host.Surname}}"}"""),
            Reason = "Meeting",
            State = state,
            IsPlanned = state == VisitStates.Planned,
            ValidFrom = state == VisitStates.Planned ? now.AddHours(2) : now.AddHours(-1),
            ValidTo = state == VisitStates.Left ? now.AddMinutes(-10) : null,
        };
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
