using Gatehouse.Lanes;

namespace Gatehouse.VisitGrants;

/// <summary>Does to grants what is left to be done because of their visits.</summary>
/// <param name="follower">Does it.</param>
public sealed class VisitGrantWork(VisitGrantFollower follower) : IWorkHandler
{
    /// <inheritdoc />
    public string Kind => VisitGrantStore.Kind;

    /// <inheritdoc />
    public Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var colon = item.Reference.IndexOf(':', StringComparison.Ordinal);
        var isLate = item.Data == VisitGrantStore.Late;
        return follower.GoOnAsync(item.Reference[..colon], item.Reference[(colon + 1)..], isLate, cancellationToken);
    }
}
