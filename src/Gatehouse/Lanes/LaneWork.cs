namespace Gatehouse.Lanes;

/// <summary>An item and the lane in which it is worked.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Item">The item.</param>
public sealed record LaneWork(Lane Lane, WorkItem Item);
