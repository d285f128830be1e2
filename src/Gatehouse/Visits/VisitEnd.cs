using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector to end a visit.</summary>
/// <param name="Current">The visit as the vendor has it, with <see cref="Visit.Raw"/>.</param>
/// <param name="At">When it ends.</param>
/// <param name="Reason">Why, where the caller said so.</param>
public sealed record VisitEnd(Visit Current, DateTimeOffset At, string? Reason);
