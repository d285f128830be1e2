using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Asks for synchronizations.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class SyncUsersFunction(TimerRunner runner, SyncUsers work)
{
    /// <summary>Fires.</summary>
    [Function(SyncUsers.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.SyncUsers)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
