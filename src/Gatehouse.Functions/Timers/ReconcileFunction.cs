using Gatehouse.Reconciliation;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Asks for comparisons of grants with vendors.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class ReconcileFunction(TimerRunner runner, Reconcile work)
{
    /// <summary>Fires.</summary>
    [Function(Reconcile.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.Reconcile)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
