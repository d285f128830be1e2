using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector for a new visit.</summary>
/// <param name="Draft">The visit; names completed, references resolved to vendor ids, checked.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again.</param>
/// <param name="ArrivedAt">For a walk-in, when the visitor came.</param>
public sealed record VisitCreate(VisitDraft Draft, string Marker, DateTimeOffset? ArrivedAt = null);
