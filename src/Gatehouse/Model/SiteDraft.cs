using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>What a caller says of a site.</summary>
public sealed record SiteDraft
{
    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The organization it belongs to.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>What a caller would have said to get this site.</summary>
    public static SiteDraft Of(Site site) => new()
    {
        Key = site.Key,
        Name = site.Name,
        Organization = site.Organization,
        TimeZone = site.TimeZone,
        Fields = site.Fields,
    };
}
