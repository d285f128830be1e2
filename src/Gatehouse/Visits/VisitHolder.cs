namespace Gatehouse.Visits;

/// <summary>For whose visit the vendor lets somebody in.</summary>
/// <param name="VisitId">The vendor's id of the visit.</param>
public sealed record VisitHolder(string VisitId);
