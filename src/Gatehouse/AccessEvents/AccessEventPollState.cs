namespace Gatehouse.AccessEvents;

/// <summary>How far a facility's passages were polled.</summary>
/// <param name="Until">Passages up to this time were asked for, UTC.</param>
public sealed record AccessEventPollState(DateTimeOffset Until);
