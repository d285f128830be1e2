using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Maps companies to organizations and back. The vendor's Description is the name.</summary>
internal static class CavVisitCompanyMapping
{
    private static readonly string[] IdentityMembers = ["Description", "VatNumber", "Email"];

    /// <summary>The organization as the hub has it.</summary>
    public static Organization Read(CavVisitScope scope, VendorRow row)
    {
        var company = new WireObject(CavVisitModels.Company, row.Raw);
        return new Organization
        {
            Id = row.Id.ToString(CultureInfo.InvariantCulture),
            Facility = scope.Facility,
            Name = company.Text("Description"),
            VatNumber = company.Text("VatNumber"),
            Address = CavVisitAddress.Read(company),
            Email = company.Text("Email"),
            Phone = company.Text("Telephone"),
            Mobile = company.Text("MobilePhone"),
            Notes = company.Text("Notes"),
            AccessGroup = company.Text("RcoAccessGroup"),
            AutoCheckOutMinutes = company.Number("DefaultCheckOutMinutes") is { } minutes and >= 0 and <= int.MaxValue ? (int)minutes : null,
            RegisteredAt = scope.Dates.Read(company["RegistrationDate"], LocalEdge.Start),
            Fields = company.Fields(),
            Raw = row.Raw,
        };
    }

    /// <summary>A new company as the vendor takes it.</summary>
    public static WireBody Create(OrganizationDraft draft)
    {
        var body = new WireBody();
        AddDraft(body, draft);
        return body;
    }

    /// <summary>A changed company as the vendor takes it: every member.</summary>
    public static WireBody Update(CavVisitScope scope, OrganizationDraft draft, JsonElement raw)
    {
        var current = new WireObject(CavVisitModels.Company, raw);
        var body = new WireBody(current);
        body.Keep("Id");
        AddDraft(body, draft);
        if (scope.Dates.Read(current["RegistrationDate"], LocalEdge.Start) is not null)
            body.Keep("RegistrationDate");
        return body;
    }

    /// <summary>Whether a company of the vendor's is the one that was to be created: name, VAT number and e-mail are what was written.</summary>
    public static bool IsSame(OrganizationDraft draft, VendorRow row)
    {
        var written = Create(draft).Texts;
        var company = new WireObject(CavVisitModels.Company, row.Raw);
        return Array.TrueForAll(IdentityMembers, name => TextMatch.Same(written.GetValueOrDefault(name), company.Text(name)));
    }

    /// <summary>Names what CavVisit cannot take of an organization.</summary>
    public static IEnumerable<FieldError> Check(OrganizationDraft draft, Organization? current)
    {
        if (current is not null && string.IsNullOrWhiteSpace(draft.Name))
            yield return new FieldError("/name", "Is required.");
        if (draft.AutoCheckOutMinutes < 0)
            yield return new FieldError("/autoCheckOutMinutes", "Must not be negative.");
        foreach (var error in FieldCheck.Check(CavVisitModels.Company, draft.Fields, current?.Fields))
            yield return error;
    }

    private static void AddDraft(WireBody body, OrganizationDraft draft)
    {
        body.Set("Description", draft.Name);
        body.Set("VatNumber", draft.VatNumber);
        CavVisitAddress.Write(body, draft.Address);
        body.Set("Telephone", draft.Phone);
        body.Set("MobilePhone", draft.Mobile);
        body.Set("Email", draft.Email);
        body.Set("Notes", draft.Notes);
        body.Set("RcoAccessGroup", draft.AccessGroup);
        body.Set("DefaultCheckOutMinutes", draft.AutoCheckOutMinutes?.ToString(CultureInfo.InvariantCulture), "0");
        body.SetFields(CavVisitModels.Company, draft.Fields);
    }
}
