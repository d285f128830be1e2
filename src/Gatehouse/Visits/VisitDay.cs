using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>What the list of visits by day says of one.</summary>
/// <param name="Hash">The hash of the visit: polls see by it that nothing changed.</param>
/// <param name="Status">Where it stands.</param>
public sealed record VisitDay(string Hash, VisitStatus Status);
