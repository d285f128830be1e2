using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Maps hosts to people and back. The vendor's Name is the first name.</summary>
internal static class CavVisitHostMapping
{
    private static readonly string[] IdentityMembers = ["Name", "Surname", "Email", "EmployeeNo"];

    /// <summary>The person as the hub has it.</summary>
    public static Person Read(CavVisitScope scope, VendorRow row)
    {
        var host = new WireObject(CavVisitModels.Host, row.Raw);
        var names = PersonName.Complete(host.Text("Name"), host.Text("Surname"), full: null);
        return new Person
        {
            Id = row.Id.ToString(CultureInfo.InvariantCulture),
            Facility = scope.Facility,
            Kind = PersonKind.Host,
            FirstName = names.First,
            LastName = names.Last,
            Name = names.Full,
            Email = host.Text("Email"),
            OtherEmails = host.Text("Additional_Emails")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Phone = host.Text("Phone"),
            Mobile = host.Text("Mobile"),
            Address = CavVisitAddress.Read(host),
            Organization = host.Number("CompanyId") is { } company and not 0
                ? new NamedReference { Id = company.ToString(CultureInfo.InvariantCulture) }
                : null,
            Department = host.Text("Department"),
            EmployeeNo = host.Text("EmployeeNo"),
            Active = host.Flag("Active"),
            Fields = host.Fields(),
            Raw = row.Raw,
        };
    }

    /// <summary>A new host as the vendor takes it; active unless the caller says otherwise.</summary>
    public static WireBody Create(PersonDraft draft)
    {
        var body = new WireBody();
        AddDraft(body, draft, draft.Active ?? true);
        return body;
    }

    /// <summary>A changed host as the vendor takes it: every member, and the password only when given.</summary>
    public static WireBody Update(PersonDraft draft, JsonElement raw)
    {
        var current = new WireObject(CavVisitModels.Host, raw);
        var body = new WireBody(current);
        body.Keep("Id");
        AddDraft(body, draft, draft.Active ?? current.Flag("Active") ?? true);
        return body;
    }

    /// <summary>Whether a host of the vendor's is who was to be created: names, e-mail and employee number are what was written.</summary>
    public static bool IsSame(PersonDraft draft, VendorRow row)
    {
        var written = Create(draft).Texts;
        var host = new WireObject(CavVisitModels.Host, row.Raw);
        return Array.TrueForAll(IdentityMembers, name => TextMatch.Same(written.GetValueOrDefault(name), host.Text(name)));
    }

    /// <summary>Names what CavVisit cannot take of a person.</summary>
    public static IEnumerable<FieldError> Check(PersonDraft draft, Person? current)
    {
        if (draft.Organization is null && current?.Organization is not null)
            yield return new FieldError("/organization/id", "Is required: CavVisit lists hosts by their company.");
        else if (draft.Organization is { } organization && !CavVisitIds.TryParse(organization.Id, out _))
            yield return new FieldError("/organization/id", "Must be the number of a CavVisit company.");
        if (current is not null && PersonName.Complete(draft.FirstName, draft.LastName, draft.Name).Full is null)
            yield return new FieldError("/name", "Is required.");
        if (draft.Unit is not null && draft.Unit != current?.Unit)
            yield return new FieldError("/unit", "CavVisit has no place for it.");
        for (var index = 0; index < (draft.OtherEmails?.Count ?? 0); index++)
        {
            if (string.IsNullOrWhiteSpace(draft.OtherEmails![index]) || draft.OtherEmails[index].Contains(',', StringComparison.Ordinal))
                yield return new FieldError(FormattableString.Invariant($"/otherEmails/{index}"), "Must be one e-mail address, without a comma.");
        }

        foreach (var error in FieldCheck.Check(CavVisitModels.Host, draft.Fields, current?.Fields))
            yield return error;
    }

    private static void AddDraft(WireBody body, PersonDraft draft, bool active)
    {
        var names = PersonName.Complete(draft.FirstName, draft.LastName, draft.Name);
        body.Add("Active", active ? "true" : "false");
        // A single name is the vendor's Name; Surname alone would be a host without one.
        body.Set("Name", names.First ?? names.Last);
        body.Set("Surname", names.First is null ? null : names.Last);
        CavVisitAddress.Write(body, draft.Address);
        body.Set("Email", draft.Email);
        body.Set("Phone", draft.Phone);
        body.Set("Mobile", draft.Mobile);
        body.Set("Additional_Emails", draft.OtherEmails is null ? null : string.Join(',', draft.OtherEmails.Select(email => email.Trim())));
        body.Set("Department", draft.Department);
        body.Set("CompanyId", draft.Organization?.Id, "0");
        body.Set("EmployeeNo", draft.EmployeeNo);
        body.SetFields(CavVisitModels.Host, draft.Fields);
        if (!string.IsNullOrEmpty(draft.Password))
            body.Add("WebPassword", draft.Password);
    }
}
