namespace Gatehouse.Facilities;

/// <summary>Whether a facility's vendor answers.</summary>
/// <param name="Connected">Whether it does.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Sequence">The sequence of the event that said so.</param>
public sealed record FacilityConnection(bool Connected, DateTimeOffset Since, long Sequence);
