using Gatehouse.Retention;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Removes what is over.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class PruneStateFunction(TimerRunner runner, PruneState work)
{
    /// <summary>Fires.</summary>
    [Function(PruneState.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.PruneState)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
