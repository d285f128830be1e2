using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector to record an arrival.</summary>
/// <param name="Current">The visit as the vendor has it, with <see cref="Visit.Raw"/>.</param>
/// <param name="At">When the visitor came.</param>
public sealed record VisitArrive(Visit Current, DateTimeOffset At);
