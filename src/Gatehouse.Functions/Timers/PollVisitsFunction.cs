using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Asks for comparisons of visits with their vendors.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class PollVisitsFunction(TimerRunner runner, PollVisits work)
{
    /// <summary>Fires.</summary>
    [Function(PollVisits.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.PollVisits)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
