using System.Text.Json;
using Gatehouse.Model;

namespace Gatehouse.Connectors.Tests.CavVisit;

/// <summary>What tests write.</summary>
internal static class Drafts
{
    public static DateTimeOffset From { get; } = new(2026, 6, 16, 9, 0, 0, TimeSpan.FromHours(2));

    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    public static VisitDraft Visit(int host, string name = "Chris Park") => new()
    {
        Visitor = new Visitor { Name = name, Company = "CavVisit SA", Email = "chris@visitor.example" }.WithNames(),
        Host = new HostReference { Id = $"{host}" },
        Window = new TimeWindow { From = From, To = From.AddHours(2) },
    };

    /// <summary>A visit with every member and field that a caller can write.</summary>
    public static VisitDraft Full(int host, string text = "å+&=\"'\\/ 😀 %20;,<b>\n日本")
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Combined"] = Json("combined B " + text) };
        for (var number = 1; number <= 9; number++)
            fields[$"Field{number}"] = Json($"f{number} {text}");
        for (var number = 1; number <= 15; number++)
            fields[$"Cfield{number}"] = Json(number % 2 == 0);
        return Visit(host) with
        {
            Visitor = new Visitor { Name = "Chris Ö " + text.Trim() + "x", Company = text, Email = text, Phone = text, Mobile = text }.WithNames(),
            Vehicle = new Vehicle { Plate = text },
            Organizer = text,
            Purpose = text,
            Notes = text,
            Location = text,
            Place = text,
            Group = text,
            Fields = fields,
        };
    }

    public static PersonDraft Person(int company) => new()
    {
        FirstName = "Åsa",
        LastName = "Öst & Väst",
        Name = "Åsa Öst & Väst",
        Email = "asa@host.example",
        OtherEmails = ["a@host.example", "b+c@host.example"],
        Phone = "+468",
        Mobile = "+4670",
        Address = new Address { Street = "Gatan 1", PostalCode = "111 22", City = "Stockholm", Country = "SE" },
        Organization = new NamedReference { Id = $"{company}" },
        Department = "IT",
        EmployeeNo = "E77",
        Active = true,
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["Personnumber"] = Json("860601-0001"),
            ["CardNumber"] = Json("112256985"),
            ["WebEnabled"] = Json(true),
            ["WebUsername"] = Json("asa"),
            ["CampTracAccount"] = Json(1256666),
        },
    };

    public static OrganizationDraft Organization { get; } = new()
    {
        Name = "Web Api + Co",
        VatNumber = "SE0704588",
        Address = new Address { Street = "Regeringsgatan 22", PostalCode = "17 32", City = "Stockholm", Country = "SE" },
        Email = "api@api-company.example",
        Phone = "0046888971",
        Mobile = "0046702525",
        Notes = "Created by API",
        AccessGroup = "RCO Grupp 1",
        AutoCheckOutMinutes = 30,
    };

    /// <summary>A draft's content as JSON, to compare by value.</summary>
    public static string Content<T>(T draft) => JsonSerializer.Serialize(draft);
}
