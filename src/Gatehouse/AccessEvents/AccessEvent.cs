using System.Text.Json;
using Gatehouse.Model;

namespace Gatehouse.AccessEvents;

/// <summary>Somebody used, or tried to use, an access point.</summary>
public sealed record AccessEvent
{
    /// <summary>The vendor's id of the passage, opaque; unique at the facility.</summary>
    public required string Id { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Which way.</summary>
    public AccessDirection Direction { get; init; }

    /// <summary>Whether the access point opened; <see langword="null"/> where the vendor does not say.</summary>
    public bool? Granted { get; init; }

    /// <summary>The vendor's code or word for what happened.</summary>
    public string? Code { get; init; }

    /// <summary>Which access point.</summary>
    public NamedReference? AccessPoint { get; init; }

    /// <summary>The site of the access point.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>Who, as the vendor knows them.</summary>
    public NamedReference? Person { get; init; }

    /// <summary>The vendor's id of the visit it belongs to.</summary>
    public string? VisitId { get; init; }

    /// <summary>The hub's grant it belongs to.</summary>
    public string? GrantId { get; init; }

    /// <summary>By what: <c>mobile</c>, <c>card</c>, …; the vendor's word.</summary>
    public string? Medium { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The vendor's object, as received.</summary>
    public JsonElement? Raw { get; init; }
}
