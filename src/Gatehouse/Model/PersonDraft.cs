using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>The members of a <see cref="Person"/> that a caller can write; see there for their meaning.</summary>
public sealed record PersonDraft
{
    /// <summary>The caller's key, set once at creation: unique among the facility's people.</summary>
    public string? Key { get; init; }

    /// <inheritdoc cref="Person.FirstName"/>
    public string? FirstName { get; init; }

    /// <inheritdoc cref="Person.LastName"/>
    public string? LastName { get; init; }

    /// <inheritdoc cref="Person.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Person.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="Person.OtherEmails"/>
    public IReadOnlyList<string>? OtherEmails { get; init; }

    /// <inheritdoc cref="Person.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Person.Mobile"/>
    public string? Mobile { get; init; }

    /// <inheritdoc cref="Person.Address"/>
    public Address? Address { get; init; }

    /// <inheritdoc cref="Person.Organization"/>
    public NamedReference? Organization { get; init; }

    /// <inheritdoc cref="Person.Department"/>
    public string? Department { get; init; }

    /// <inheritdoc cref="Person.Unit"/>
    public string? Unit { get; init; }

    /// <inheritdoc cref="Person.EmployeeNo"/>
    public string? EmployeeNo { get; init; }

    /// <inheritdoc cref="Person.Active"/>
    public bool? Active { get; init; }

    /// <summary>A password for the vendor's own web pages. Write-only: it is sent to the vendor and never kept or shown.</summary>
    public string? Password { get; init; }

    /// <inheritdoc cref="Person.Fields"/>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>What a caller could have written to get this person: the base that a change is merged into.</summary>
    public static PersonDraft Of(Person person) => new()
    {
        Key = person.Key,
        FirstName = person.FirstName,
        LastName = person.LastName,
        Name = person.Name,
        Email = person.Email,
        OtherEmails = person.OtherEmails,
        Phone = person.Phone,
        Mobile = person.Mobile,
        Address = person.Address,
        Organization = person.Organization,
        Department = person.Department,
        Unit = person.Unit,
        EmployeeNo = person.EmployeeNo,
        Active = person.Active,
        Fields = person.Fields,
    };

    /// <summary>Without the password, so that no log shows it.</summary>
    public override string ToString() => $"PersonDraft {{ Key = {Key} }}";
}
