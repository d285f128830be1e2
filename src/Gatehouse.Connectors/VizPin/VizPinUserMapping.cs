using System.Text.Json.Nodes;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Maps users to people and back.</summary>
internal static class VizPinUserMapping
{
    /// <summary>The person as the hub has it.</summary>
    /// <param name="scope">The facility.</param>
    /// <param name="row">The user.</param>
    /// <param name="account">The account in whose list the user stood; a user's object does not say it.</param>
    public static Person Read(VizPinScope scope, VizPinRow row, string? account = null)
    {
        var members = scope.Members;
        var names = PersonName.Complete(row.Text(members["user.firstName"]), row.Text(members["user.lastName"]), full: null);
        return new Person
        {
            Id = row.Id,
            Facility = scope.Facility,
            Kind = PersonKind.User,
            FirstName = names.First,
            LastName = names.Last,
            Name = names.Full,
            Email = row.Text(members["user.email"]),
            Phone = row.Text(members["user.phone"]),
            Organization = account is null ? null : new NamedReference { Id = account },
            Fields = VizPinModels.User(members).Fields(row.Raw),
            Raw = row.Raw,
        };
    }

    /// <summary>A user as the vendor takes it. The password is sent only when it is given.</summary>
    public static JsonObject Write(VizPinScope scope, PersonDraft draft, VizPinRow? current = null)
    {
        var members = scope.Members;
        var names = PersonName.Complete(draft.FirstName, draft.LastName, draft.Name);
        var body = VizPinModels.User(members).Write(
            [
                (members["user.firstName"], names.First), (members["user.lastName"], names.Last),
                (members["user.phone"], draft.Phone), (members["user.email"], draft.Email),
            ],
            draft.Fields,
            current);
        if (!string.IsNullOrEmpty(draft.Password))
            body[members["user.password"]] = draft.Password;
        return body;
    }

    /// <summary>Names what VIZpin cannot take of a person.</summary>
    public static IEnumerable<FieldError> Check(VizPinScope scope, PersonDraft draft, Person? current)
    {
        if (current is not null && PersonName.Complete(draft.FirstName, draft.LastName, draft.Name).Last is null)
            yield return new FieldError("/lastName", "Is required.");
        if (current is not null && string.IsNullOrWhiteSpace(draft.Phone))
            yield return new FieldError("/phone", "Is required.");
        else if (draft.Phone is { } phone && phone != current?.Phone && PhoneProblem(phone) is { } problem)
            yield return new FieldError("/phone", problem);
        foreach (var (pointer, given) in NoPlace(draft, current).Where(member => member.Given))
            yield return new FieldError(pointer, "VIZpin has no place for it; a member that your installation knows can be written under fields.");
        if (draft.Organization is { } organization && organization.Id != current?.Organization?.Id)
            yield return new FieldError("/organization", "A VIZpin user belongs to accounts by locations; associate the person with a site instead.");
        foreach (var error in VizPinModels.User(scope.Members).Check(draft.Fields))
            yield return error;
    }

    /// <summary>What is wrong with a number: user.find wants it "including country".</summary>
    public static string? PhoneProblem(string phone) =>
        phone.StartsWith('+') && phone.Any(char.IsAsciiDigit) ? null : "Must begin with + and the country code, such as +15551234567.";

    private static IEnumerable<(string Pointer, bool Given)> NoPlace(PersonDraft draft, Person? current) =>
    [
        ("/mobile", draft.Mobile is not null && draft.Mobile != current?.Mobile),
        ("/otherEmails", draft.OtherEmails is { Count: > 0 }),
        ("/address", draft.Address is not null && draft.Address != current?.Address),
        ("/department", draft.Department is not null && draft.Department != current?.Department),
        ("/unit", draft.Unit is not null && draft.Unit != current?.Unit),
        ("/employeeNo", draft.EmployeeNo is not null && draft.EmployeeNo != current?.EmployeeNo),
        ("/active", draft.Active is not null && draft.Active != current?.Active),
    ];
}
