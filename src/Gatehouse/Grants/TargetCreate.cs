namespace Gatehouse.Grants;

/// <summary>A create at the vendor that is under way or whose outcome is not known.</summary>
/// <param name="Marker">Its marker.</param>
/// <param name="Version">The version of the wish that it was made for.</param>
/// <param name="CalledUntil">No call of it can still be on its way to the vendor after this time, UTC.</param>
/// <param name="Baseline">What the vendor had before, where the marker alone does not find what was made.</param>
public sealed record TargetCreate(string Marker, int Version, DateTimeOffset CalledUntil, string? Baseline = null);
