using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Maps people both ways: PersonGetResp and PersonCreateReq (vendors.md, Aktion NEXT).</summary>
internal static class AktionPersonMapping
{
    private const string NoPlace = "Aktion has no place for it.";

    /// <summary>The person as the hub has it. One whose identifiers are all locked is inactive [assumed].</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it has no PersonId.</exception>
    public static Person Read(AktionScope scope, JsonElement raw)
    {
        var person = raw.ValueKind == JsonValueKind.Object ? new WireObject(AktionModels.Person, raw) : null;
        if (person?.Text("PersonId") is not { } id)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, "Aktion answered with something that is no person.", "answer_not_understood", EffectUnknown: true));
        }

        var structure = person.Text("OrganizationStructure");
        return new Person
        {
            Id = id,
            Facility = scope.Facility,
            Kind = PersonKind.Employee,
            FirstName = person.Text("Name"),
            LastName = person.Text("Surname"),
            Name = PersonName.Complete(person.Text("Name"), person.Text("Surname"), null).Full,
            Email = person.Text("Email"),
            Phone = person.Text("PhoneNumber"),
            Mobile = person.Text("MobilPhoneNumber"),
            Organization = structure is null ? null : new NamedReference { Id = structure, Name = AktionOrganizations.TitleOf(structure) },
            Department = person.Text("Department"),
            Active = person.Number("Lock") is { } locked ? locked == 0 : null,
            Fields = person.Fields(),
            Raw = raw,
        };
    }

    /// <summary>A new person as the vendor takes it.</summary>
    public static WireBody Create(AktionScope scope, PersonDraft draft, string id)
    {
        var body = new WireBody();
        body.Add("PersonId", id);
        body.Set("Name", draft.FirstName);
        body.Set("Surname", draft.LastName);
        if (!scope.Settings.IsCloud)
            body.Set("OrganizationStructure", draft.Organization?.Id);
        body.Set("Department", draft.Department);
        body.Set("Email", draft.Email);
        body.Set("PhoneNumber", draft.Phone);
        body.Set("MobilPhoneNumber", draft.Mobile);
        body.SetFields(AktionModels.Person, draft.Fields);
        return body;
    }

    /// <summary>Names what Aktion cannot take of a new person.</summary>
    public static IEnumerable<FieldError> Check(AktionScope scope, PersonDraft draft)
    {
        if (!scope.Settings.IsCloud && draft.Organization?.Id is null)
            yield return new FieldError("/organization/id", "Is required: Aktion NEXT puts every person into its organization structure.");
        if (scope.Settings.IsCloud && draft.Organization is not null)
            yield return new FieldError("/organization", "Aktion CLOUD takes a department in its place.");
        foreach (var (name, hasNoPlace) in new (string, bool)[]
        {
            ("/department", draft.Department is not null && !scope.Settings.IsCloud),
            ("/address", draft.Address is not null),
            ("/otherEmails", draft.OtherEmails is { Count: > 0 }),
            ("/unit", draft.Unit is not null),
            ("/employeeNo", draft.EmployeeNo is not null),
            ("/active", draft.Active == false),
            ("/password", !string.IsNullOrEmpty(draft.Password)),
        })
        {
            if (hasNoPlace)
                yield return new FieldError(name, NoPlace);
        }

        foreach (var (name, text, most) in new (string, string?, int)[]
        {
            ("/firstName", draft.FirstName, 100), ("/lastName", draft.LastName, 100), ("/email", draft.Email, 200), ("/department", draft.Department, 100),
        })
        {
            if (text?.Length > most)
                yield return new FieldError(name, FormattableString.Invariant($"Must have at most {most} characters."));
        }

        foreach (var error in FieldCheck.Check(AktionModels.Person, draft.Fields))
            yield return error;
    }
}
