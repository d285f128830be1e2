namespace Gatehouse.Grants;

/// <summary>The visit that a grant follows.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Id">The vendor's id of the visit.</param>
public sealed record GrantVisit(string Facility, string Id);
