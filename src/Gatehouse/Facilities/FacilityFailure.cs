namespace Gatehouse.Facilities;

/// <summary>A facility that could not answer when several were asked.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Cause">Why it could not.</param>
public sealed record FacilityFailure(string Facility, Exception Cause);
