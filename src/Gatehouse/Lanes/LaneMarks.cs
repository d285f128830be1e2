using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>The marks of a lane as they were read together.</summary>
/// <param name="Slots">The slots that were ever taken and not given back, by number.</param>
/// <param name="PausedUntil">When its last pause ends or ended; <see langword="null"/> once an item was worked since.</param>
internal sealed record LaneMarks(IReadOnlyDictionary<int, StateDocument<LaneMark>> Slots, DateTimeOffset? PausedUntil);
