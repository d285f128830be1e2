namespace Gatehouse.Lanes;

/// <summary>
/// Does the items of a kind. It may be called twice for the same item, also at once, and for an item whose state is long done with or
/// not there yet (<see cref="WorkOutcome.NotYet"/>).
/// </summary>
public interface IWorkHandler
{
    /// <summary>The kind of its items.</summary>
    string Kind { get; }

    /// <summary>
    /// Does an item. What it throws counts as <see cref="WorkOutcome.Retry"/>; when to give up is for the handler to say, with
    /// <see cref="WorkOutcome.Done"/>. It is cut off after <see cref="WorkLane.LongestHandling"/>.
    /// </summary>
    Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken);
}
