namespace Gatehouse.Lanes;

/// <summary>An item as it waits in the table.</summary>
/// <param name="Lane">Its lane, as the sweep must know it.</param>
/// <param name="Item">The item; its due time is in it.</param>
/// <param name="WrittenAt">When it was first written, UTC.</param>
/// <param name="Traceparent">The trace of what asked for it.</param>
/// <param name="ClaimedUntil">Until when somebody works it, UTC; <see langword="null"/> when nobody does.</param>
public sealed record WorkRow(Lane Lane, WorkItem Item, DateTimeOffset WrittenAt, string? Traceparent, DateTimeOffset? ClaimedUntil = null);
