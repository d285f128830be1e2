namespace Gatehouse.Lanes;

/// <summary>What is known of a lane until a time: who works in a slot, that it is paused, when a ticket comes.</summary>
/// <param name="Until">The time, UTC.</param>
public sealed record LaneMark(DateTimeOffset Until);
