using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>What a caller says of an access point.</summary>
public sealed record AccessPointDraft
{
    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The site it belongs to.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>The organization it belongs to.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>What a caller would have said to get this access point.</summary>
    public static AccessPointDraft Of(AccessPoint accessPoint) => new()
    {
        Key = accessPoint.Key,
        Name = accessPoint.Name,
        Site = accessPoint.Site,
        Organization = accessPoint.Organization,
        Fields = accessPoint.Fields,
    };
}
