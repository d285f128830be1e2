using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>The vendor's three objects (seed 000, "class Visit", "class Company", "class Host") and where their members go.</summary>
internal static class CavVisitModels
{
    public static WireModel Visit { get; } = new(
    [
        new("Id", WireKind.Number),
        new("VisitorName"), new("VisitorCompany"), new("HostName"), new("Telephone"), new("MobilePhone"), new("Email"), new("Notes"),
        new("Location"), new("CarPlate"),
        new("CardNumber", Place: WirePlace.Credential), new("Pincode", Place: WirePlace.Credential),
        new("GroupName"), new("Place"), new("Subject"), new("Organizer"),
        .. Enumerable.Range(1, 10).Select(number => new WireMember(FormattableString.Invariant($"Field{number}"), WireKind.Text, WirePlace.Field)),
        .. Enumerable.Range(1, 15).Select(number => new WireMember(FormattableString.Invariant($"Cfield{number}"), WireKind.Flag, WirePlace.Field)),
        new("Host", WireKind.Number),
        new("DateVisit", WireKind.Date), new("DateValidTo", WireKind.Date),
        new("DateCheckedIn", WireKind.Date), new("DateCheckedOut", WireKind.Date),
        new("Status", WireKind.Number, WirePlace.OwnField), new("CampTracId", WireKind.Number, WirePlace.OwnField),
        new("QrCode", Place: WirePlace.Credential),
        new("Combined", Place: WirePlace.Field),
    ]);

    public static WireModel Host { get; } = new(
    [
        new("Id", WireKind.Number), new("Active", WireKind.Flag), new("Name"), new("Surname"),
        new("Personnumber", Place: WirePlace.OwnField),
        new("Address"), new("PostCode"), new("City"), new("Country"), new("Phone"), new("Mobile"), new("Email"), new("Additional_Emails"),
        new("Department"),
        new("CardNumber", Place: WirePlace.OwnField),
        new("WebEnabled", WireKind.Flag, WirePlace.Field), new("WebUsername", Place: WirePlace.Field),
        new("WebPassword", Place: WirePlace.WriteOnly),
        new("CampTracAccount", WireKind.Number, WirePlace.OwnField),
        new("CompanyId", WireKind.Number), new("EmployeeNo"),
        new("EmployeeGuid", Place: WirePlace.OwnField),
    ]);

    public static WireModel Company { get; } = new(
    [
        new("Id", WireKind.Number), new("Description"), new("VatNumber"), new("RegistrationDate", WireKind.Date),
        new("Address"), new("City"), new("PostCode"), new("Country"), new("Telephone"), new("MobilePhone"), new("Email"), new("Notes"),
        new("RcoAccessGroup"), new("DefaultCheckOutMinutes", WireKind.Number),
    ]);

    /// <summary>The vendor's members that not every caller may see.</summary>
    public static SensitiveMembers Sensitive { get; } = new()
    {
        Credentials = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "QrCode", "Pincode", "CardNumber" },
        Personal = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Personnumber" },
        Passwords = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "WebPassword" },
    };
}
