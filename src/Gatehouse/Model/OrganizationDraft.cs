using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>The members of an <see cref="Organization"/> that a caller can write; see there for their meaning.</summary>
public sealed record OrganizationDraft
{
    /// <summary>The caller's key, set once at creation: unique among the facility's organizations.</summary>
    public string? Key { get; init; }

    /// <inheritdoc cref="Organization.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Organization.VatNumber"/>
    public string? VatNumber { get; init; }

    /// <inheritdoc cref="Organization.Address"/>
    public Address? Address { get; init; }

    /// <inheritdoc cref="Organization.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="Organization.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Organization.Mobile"/>
    public string? Mobile { get; init; }

    /// <inheritdoc cref="Organization.Notes"/>
    public string? Notes { get; init; }

    /// <inheritdoc cref="Organization.AccessGroup"/>
    public string? AccessGroup { get; init; }

    /// <inheritdoc cref="Organization.AutoCheckOutMinutes"/>
    public int? AutoCheckOutMinutes { get; init; }

    /// <inheritdoc cref="Organization.Fields"/>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>What a caller could have written to get this organization: the base that a change is merged into.</summary>
    public static OrganizationDraft Of(Organization organization) => new()
    {
        Key = organization.Key,
        Name = organization.Name,
        VatNumber = organization.VatNumber,
        Address = organization.Address,
        Email = organization.Email,
        Phone = organization.Phone,
        Mobile = organization.Mobile,
        Notes = organization.Notes,
        AccessGroup = organization.AccessGroup,
        AutoCheckOutMinutes = organization.AutoCheckOutMinutes,
        Fields = organization.Fields,
    };
}
