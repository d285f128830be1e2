using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector to write a visit anew.</summary>
/// <param name="Current">The visit as the vendor has it, with <see cref="Visit.Raw"/>.</param>
/// <param name="Draft">The visit as it shall be, whole: what is not in it is cleared.</param>
public sealed record VisitUpdate(Visit Current, VisitDraft Draft);
