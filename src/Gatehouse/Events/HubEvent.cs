using System.Text.Json;

namespace Gatehouse.Events;

/// <summary>Something that happened to a resource. Holds no credentials.</summary>
public sealed record HubEvent
{
    /// <summary>Its id, the same however often it is delivered.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, one of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The facility's id; <see langword="null"/> for what belongs to none, or to several.</summary>
    public string? Facility { get; init; }

    /// <summary>The facilities' ids, of what belongs to several: a grant's, a subscription's; <see langword="null"/> for one or none.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>When the hub saw it, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The resource: its address below <c>/api/v1/</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Grows from one event of a resource to the next. Events may arrive in another order.</summary>
    public required long Sequence { get; init; }

    /// <summary>The whole resource as it is after the event.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>For changes: the members that changed, as they were.</summary>
    public JsonElement? From { get; init; }

    /// <summary>For changes: the members that changed, as they are.</summary>
    public JsonElement? To { get; init; }

    /// <summary>The event as one of some facilities; <see langword="null"/> for none.</summary>
    public HubEvent At(IReadOnlyList<string>? facilities) => facilities switch
    {
        null or [] => this with { Facility = null, Facilities = null },
        [var only] => this with { Facility = only, Facilities = null },
        _ => this with { Facility = null, Facilities = facilities },
    };

    /// <summary>Whether it is, among others, one of a facility.</summary>
    public bool Concerns(string facility) => Facility == facility || Facilities?.Contains(facility) == true;

    /// <summary>
    /// Whether somebody who is limited to some facilities may know of it: of what belongs to several, who covers them all, for it tells of
    /// each; of what belongs to none, who is not limited.
    /// </summary>
    /// <param name="limit">The facilities; <see langword="null"/> for no limit.</param>
    public bool IsWithin(IReadOnlyList<string>? limit) =>
        limit is null || (Facility is not null ? limit.Contains(Facility) : Facilities is { Count: > 0 } several && several.All(limit.Contains));
}
