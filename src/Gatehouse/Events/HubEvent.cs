using System.Text.Json;

namespace Gatehouse.Events;

/// <summary>Something that happened to a resource. Holds no credentials.</summary>
public sealed record HubEvent
{
    /// <summary>Its id, the same however often it is delivered.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, one of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The facility's id; <see langword="null"/> for what belongs to none.</summary>
    public string? Facility { get; init; }

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
}
