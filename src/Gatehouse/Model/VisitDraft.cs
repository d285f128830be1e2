using System.Text.Json;
using Gatehouse.Grants;

namespace Gatehouse.Model;

/// <summary>The members of a <see cref="Visit"/> that a caller can write; see there for their meaning.</summary>
public sealed record VisitDraft
{
    /// <summary>The caller's key, set once at creation: unique among the facility's visits.</summary>
    public string? Key { get; init; }

    /// <inheritdoc cref="Visit.Type"/>
    public string? Type { get; init; }

    /// <inheritdoc cref="Visit.Visitor"/>
    public Visitor? Visitor { get; init; }

    /// <inheritdoc cref="Visit.PartySize"/>
    public int? PartySize { get; init; }

    /// <inheritdoc cref="Visit.Vehicle"/>
    public Vehicle? Vehicle { get; init; }

    /// <inheritdoc cref="Visit.Trailer"/>
    public Trailer? Trailer { get; init; }

    /// <inheritdoc cref="Visit.Host"/>
    public HostReference? Host { get; init; }

    /// <inheritdoc cref="Visit.Organization"/>
    public NamedReference? Organization { get; init; }

    /// <inheritdoc cref="Visit.Escort"/>
    public NamedReference? Escort { get; init; }

    /// <inheritdoc cref="Visit.Organizer"/>
    public string? Organizer { get; init; }

    /// <inheritdoc cref="Visit.Purpose"/>
    public string? Purpose { get; init; }

    /// <inheritdoc cref="Visit.Notes"/>
    public string? Notes { get; init; }

    /// <inheritdoc cref="Visit.Location"/>
    public string? Location { get; init; }

    /// <inheritdoc cref="Visit.Place"/>
    public string? Place { get; init; }

    /// <inheritdoc cref="Visit.Group"/>
    public string? Group { get; init; }

    /// <inheritdoc cref="Visit.Window"/>
    public TimeWindow? Window { get; init; }

    /// <summary>At creation: whether the visitor is here already (a walk-in).</summary>
    public bool? Arrived { get; init; }

    /// <summary>At creation: where the visitor may enter. One grant follows the visit's window, and the visit's end or deletion revokes it.</summary>
    public IReadOnlyList<GrantTargetDraft>? Access { get; init; }

    /// <inheritdoc cref="Visit.Fields"/>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The grant of <see cref="Access"/>, checked and resolved.</summary>
    internal PreparedGrant? Grant { get; init; }

    /// <summary>What a caller could have written to get this visit: the base that a change is merged into.</summary>
    public static VisitDraft Of(Visit visit) => new()
    {
        Key = visit.Key,
        Type = visit.Type,
        Visitor = visit.Visitor,
        PartySize = visit.PartySize,
        Vehicle = visit.Vehicle,
        Trailer = visit.Trailer,
        Host = visit.Host,
        Organization = visit.Organization,
        Escort = visit.Escort,
        Organizer = visit.Organizer,
        Purpose = visit.Purpose,
        Notes = visit.Notes,
        Location = visit.Location,
        Place = visit.Place,
        Group = visit.Group,
        Window = visit.Window,
        Fields = visit.Fields,
    };
}
