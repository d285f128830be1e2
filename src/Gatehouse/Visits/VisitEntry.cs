using System.Text.Json;
using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>What the hub has of a visit.</summary>
public sealed record VisitEntry
{
    /// <summary>The visit as it was last seen or written, with its credentials; <see langword="null"/> when the connector has deleted it.</summary>
    public Visit? Visit { get; init; }

    /// <summary>The visit as events have last told it; <see langword="null"/> when they have not.</summary>
    public JsonElement? Announced { get; init; }

    /// <summary>Grows with each event.</summary>
    public long? Sequence { get; init; }

    /// <summary>When the entry was written, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
