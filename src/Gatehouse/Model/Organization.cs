using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>A company, account or organizational unit at a facility.</summary>
public sealed record Organization
{
    /// <summary>The vendor's id, opaque.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key, where one was given.</summary>
    public string? Key { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>VAT number.</summary>
    public string? VatNumber { get; init; }

    /// <summary>Postal address.</summary>
    public Address? Address { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile number.</summary>
    public string? Mobile { get; init; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; init; }

    /// <summary>The access control group that its people belong to.</summary>
    public string? AccessGroup { get; init; }

    /// <summary>After how many minutes its visitors are checked out by themselves.</summary>
    public int? AutoCheckOutMinutes { get; init; }

    /// <summary>When it was registered at the vendor.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The vendor's object, as received.</summary>
    public JsonElement? Raw { get; init; }
}
