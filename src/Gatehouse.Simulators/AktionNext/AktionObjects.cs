using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Writes the vendor's objects, all members present.</summary>
internal sealed class AktionObjects(AktionDates dates)
{
    /// <summary>A VisitGetResp: seed 001, with its members in that order.</summary>
    public static JsonObject Visit(Visit visit) => new()
    {
        ["LastVisit"] = null,
        ["VisitId"] = visit.Id.ToString(),
        ["Visitor"] = Node(visit.Visitor),
        ["Vehicle"] = Node(visit.Vehicle),
        ["Trailer"] = Node(visit.Trailer),
        ["VisitType"] = Node(visit.VisitType),
        ["VisitedPerson"] = Node(visit.VisitedPerson),
        ["VisitedOrgStructure"] = Node(visit.VisitedOrgStructure),
        ["EscortedByPerson"] = Node(visit.EscortedByPerson),
        ["Identifier"] = Node(visit.Identifier),
        ["Reason"] = visit.Reason,
        ["State"] = visit.State,
    };

    /// <summary>A row of visit/getAll: the members of VisitGetAll. It has no State.</summary>
    public JsonObject VisitRow(Visit visit) => new()
    {
        ["UdsCollection"] = new JsonArray(),
        ["VisitId"] = visit.Id.ToString(),
        ["VisitorId"] = visit.VisitorId.ToString(),
        ["Visitor"] = FullName(visit.Visitor),
        ["VisitorVehicleLP"] = Text(visit.Vehicle, "VehicleLP"),
        ["VisitorTrailerLP"] = Text(visit.Trailer, "VehicleLP"),
        ["VisitType"] = Text(visit.VisitType, "Title"),
        ["VisitedPerson"] = FullName(visit.VisitedPerson),
        ["VisitedPersonId"] = Text(visit.VisitedPerson, "PersonId"),
        ["VisitedOrgStructure"] = Text(visit.VisitedOrgStructure, "Structure"),
        ["EscortedByPerson"] = FullName(visit.EscortedByPerson),
        ["EscortedByPersonId"] = Text(visit.EscortedByPerson, "PersonId"),
        ["IdentifierEntryCode"] = visit.EntryCode,
        ["IdentifierEntryCodeQR"] = visit.EntryCodeQr,
        ["Reason"] = visit.Reason,
        ["IsPlanned"] = visit.IsPlanned,
        ["ValidFrom"] = dates.Write(visit.ValidFrom),
        ["ValidTo"] = visit.ValidTo is { } to ? dates.Write(to) : null,
    };

    /// <summary>A PersonGetResp.</summary>
    public JsonObject Person(Person person) => new()
    {
        ["PersonId"] = person.PersonId,
        ["Name"] = person.Name,
        ["Surname"] = person.Surname,
        ["OrganizationStructure"] = person.OrganizationStructure,
        ["Department"] = person.Department,
        ["EmployeePosition"] = person.EmployeePosition,
        ["Email"] = person.Email,
        ["MobilPhoneNumber"] = person.MobilPhoneNumber,
        ["PhoneNumber"] = person.PhoneNumber,
        ["LoginName"] = person.LoginName,
        ["DegreeInFrontName"] = null,
        ["DegreeAfterName"] = null,
        ["Sex"] = 0,
        ["IdentifierEntryCode"] = person.IdentifierEntryCode,
        ["IdentifierCard1"] = person.IdentifierCard1,
        ["IdentifierCard2"] = person.IdentifierCard2,
        ["Desc"] = null,
        ["Lock"] = person.Lock,
        ["Identifiers"] = new JsonArray(),
        ["TimeLastChange"] = dates.Write(person.TimeLastChange),
        ["UdsCollection"] = new JsonArray(),
    };

    /// <summary>An OrgStructureGetResp.</summary>
    public static JsonObject Structure(StructureUnit unit) => new()
    {
        ["Structure"] = unit.Structure,
        ["Title"] = unit.Title,
        ["Desc"] = unit.Desc,
        ["ParentUnit"] = unit.ParentUnit,
        ["Type"] = 0,
        ["Shortcut"] = unit.Shortcut,
        ["UdsCollection"] = new JsonArray(),
    };

    /// <summary>A PersonPass, and who passed.</summary>
    public JsonObject Passage(Passage passage) => new()
    {
        ["PersonId"] = passage.PersonId,
        ["Date"] = dates.Write(passage.Date),
        ["SensorName"] = passage.SensorName,
        ["Direction"] = passage.Direction,
        ["EventCode"] = passage.EventCode,
        ["IdentifierInternalNrLong"] = passage.Identifier,
    };

    /// <summary>A text member of an object that a caller sent, or null.</summary>
    public static string? Text(JsonElement? sent, string name) =>
        sent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static string? FullName(JsonElement? sent) =>
        $"{Text(sent, "Surname")} {Text(sent, "Name")}".Trim() is { Length: > 0 } name ? name : null;

    private static JsonNode? Node(JsonElement? sent) =>
        sent is { ValueKind: JsonValueKind.Object } value ? JsonNode.Parse(value.GetRawText()) : null;
}
