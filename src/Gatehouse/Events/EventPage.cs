using Gatehouse.State;

namespace Gatehouse.Events;

/// <summary>A part of the log.</summary>
/// <param name="Items">The events, in the order in which they were logged. May be fewer than asked for, also none.</param>
/// <param name="Position">Where the next part begins, also when there is none yet.</param>
/// <param name="HasMore">Whether there may be more at once.</param>
public sealed record EventPage(IReadOnlyList<StateDocument<HubEvent>> Items, string Position, bool HasMore);
