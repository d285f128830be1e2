using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>A set of access rights that the vendor knows by name.</summary>
public sealed record Role
{
    /// <summary>The vendor's id, opaque.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key, where one was given.</summary>
    public string? Key { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The site it belongs to.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>The organization it belongs to.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The vendor's object, as received.</summary>
    public JsonElement? Raw { get; init; }
}
