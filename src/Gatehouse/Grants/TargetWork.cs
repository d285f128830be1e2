using Gatehouse.Lanes;

namespace Gatehouse.Grants;

/// <summary>Works targets in the lanes of their facilities.</summary>
/// <param name="converge">Takes the steps.</param>
public sealed class TargetWork(Converge converge) : IWorkHandler
{
    /// <inheritdoc />
    public string Kind => TargetItem.Kind;

    /// <inheritdoc />
    public Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var target = TargetItem.Parse(item.Reference);
        return converge.RunAsync(target.Grant, target.Number, TargetItem.VersionOf(item), cancellationToken);
    }
}
