namespace Gatehouse.Lanes;

/// <summary>Work whose rows are written and whose lanes are still to be woken, see <see cref="WorkLanes.WakeAsync"/>.</summary>
public sealed class PlannedWork
{
    internal PlannedWork(IReadOnlyList<(Lane Lane, DateTimeOffset Due)> wakes) => Wakes = wakes;

    /// <summary>Each lane, and when its first item is due.</summary>
    internal IReadOnlyList<(Lane Lane, DateTimeOffset Due)> Wakes { get; }
}
