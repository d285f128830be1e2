using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The vendor's objects as far as they are documented, and where their members go.</summary>
internal static class AktionModels
{
    /// <summary>The most characters of a reason: seed 001.</summary>
    public const int LongestReason = 4000;

    /// <summary>PersonGetResp and PersonCreateReq. What is not named here is a field that only the vendor writes.</summary>
    public static WireModel Person { get; } = new(
    [
        new("PersonId"), new("Name"), new("Surname"), new("OrganizationStructure"), new("Department"), new("Email"),
        new("MobilPhoneNumber"), new("PhoneNumber"),
        new("Lock", WireKind.Number),
        new("EmployeePosition", Place: WirePlace.Field), new("LoginName", Place: WirePlace.Field),
        new("IdentifierEntryCode", Place: WirePlace.Field),
        new("IdentifierCard1", Place: WirePlace.Field), new("IdentifierCard2", Place: WirePlace.Field),
    ]);

    /// <summary>OrgStructureGetResp.</summary>
    public static WireModel Structure { get; } = new([new("Structure"), new("Title"), new("Desc")]);

    /// <summary>PersonPass, and who passed.</summary>
    public static WireModel Passage { get; } = new(
    [
        new("ID"), new("PersonId"), new("Date", WireKind.Date), new("SensorName"), new("Direction", WireKind.Number), new("EventCode"),
        new("IdentifierInternalNrLong"),
    ]);

    /// <summary>The vendor's members that not every caller may see.</summary>
    public static SensitiveMembers Sensitive { get; } = new()
    {
        Credentials = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "IdentifierEntryCode", "IdentifierEntryCodeQR", "IdentifierCard1", "IdentifierCard2", "Identifiers", "Identifier",
            "IdentifierInternalNrLong",
        },
        Personal = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "DocNumber", "Visitor.DocNumber", "DateOfBirth", "Visitor.DateOfBirth" },
    };
}
