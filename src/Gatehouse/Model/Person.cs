using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>Somebody whom the vendor knows.</summary>
public sealed record Person
{
    /// <summary>The vendor's id, opaque.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key, where one was given.</summary>
    public string? Key { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>As what the vendor knows the person.</summary>
    public PersonKind Kind { get; init; }

    /// <summary>Given names.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>The whole name.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Further e-mail addresses.</summary>
    public IReadOnlyList<string> OtherEmails { get => field ?? []; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile number.</summary>
    public string? Mobile { get; init; }

    /// <summary>Postal address.</summary>
    public Address? Address { get; init; }

    /// <summary>The organization the person belongs to.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Flat or office.</summary>
    public string? Unit { get; init; }

    /// <summary>Employee number.</summary>
    public string? EmployeeNo { get; init; }

    /// <summary>Whether the vendor lets the person take part; <see langword="null"/> where it does not say.</summary>
    public bool? Active { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The vendor's object, as received.</summary>
    public JsonElement? Raw { get; init; }
}
