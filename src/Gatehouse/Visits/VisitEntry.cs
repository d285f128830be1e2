using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>When the visitor first went through a door, which the vendor's own visit may not know.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>When the latest news were so that the vendor told of the visit.</summary>
    public DateTimeOffset? NewsAt { get; init; }

    /// <summary>The visit as the vendor has it: without an arrival that only doors have told.</summary>
    [JsonIgnore]
    internal Visit? VendorVisit => EnteredAt is { } at && Visit?.ArrivedAt == at
        ? Visit with { Status = Visit.Status == VisitStatus.Arrived ? VisitStatus.Expected : Visit.Status, ArrivedAt = null }
        : Visit;

    /// <summary>A visit as the vendor has it, with the arrival that doors have told.</summary>
    internal Visit WithEntry(Visit visit) => EnteredAt is { } at && visit is { Status: VisitStatus.Expected or VisitStatus.Departed, ArrivedAt: null }
        ? visit with { Status = visit.Status == VisitStatus.Expected ? VisitStatus.Arrived : visit.Status, ArrivedAt = at }
        : visit;
}
