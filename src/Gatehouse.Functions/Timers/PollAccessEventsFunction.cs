using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Asks for the latest passages.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class PollAccessEventsFunction(TimerRunner runner, PollAccessEvents work)
{
    /// <summary>Fires.</summary>
    [Function(PollAccessEvents.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.PollAccessEvents)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
