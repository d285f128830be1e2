using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Finds what was left over.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class SweepWorkFunction(TimerRunner runner, SweepWork work)
{
    /// <summary>Fires.</summary>
    [Function(SweepWork.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.SweepWork)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
