using Gatehouse.Tokens;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Timers;

/// <summary>Renews tokens.</summary>
/// <param name="runner">Runs the work.</param>
/// <param name="work">The work.</param>
public sealed class RefreshTokensFunction(TimerRunner runner, RefreshTokens work)
{
    /// <summary>Fires.</summary>
    [Function(RefreshTokens.FunctionName)]
    public Task RunAsync([TimerTrigger(WorkSchedules.RefreshTokens)] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(work, cancellationToken);
}
