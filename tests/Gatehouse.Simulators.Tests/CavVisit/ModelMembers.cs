namespace Gatehouse.Simulators.Tests.CavVisit;

/// <summary>The members of the vendor's models, copied from the seed; Combined is version 1.1.</summary>
internal static class ModelMembers
{
    public static readonly string[] Visit =
    [
        "Id", "VisitorName", "VisitorCompany", "HostName", "Telephone", "MobilePhone", "Email", "Notes", "Location", "CarPlate",
        "CardNumber", "Pincode", "GroupName", "Place", "Subject", "Organizer",
        .. Enumerable.Range(1, 10).Select(number => $"Field{number}"),
        .. Enumerable.Range(1, 15).Select(number => $"Cfield{number}"),
        "Host", "DateVisit", "DateValidTo", "DateCheckedIn", "DateCheckedOut", "Status", "CampTracId", "QrCode", "Combined",
    ];

    public static readonly string[] Company =
    [
        "Id", "Description", "VatNumber", "RegistrationDate", "Address", "City", "PostCode", "Country", "Telephone", "MobilePhone",
        "Email", "Notes", "RcoAccessGroup", "DefaultCheckOutMinutes",
    ];

    public static readonly string[] Host =
    [
        "Id", "Active", "Name", "Surname", "Personnumber", "Address", "PostCode", "City", "Country", "Phone", "Mobile", "Email",
        "Additional_Emails", "Department", "CardNumber", "WebEnabled", "WebUsername", "WebPassword", "CampTracAccount", "CompanyId",
        "EmployeeNo", "EmployeeGuid",
    ];
}
