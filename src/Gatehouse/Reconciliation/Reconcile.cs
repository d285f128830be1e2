using Gatehouse.Sync;
using Gatehouse.Work;

namespace Gatehouse.Reconciliation;

/// <summary>Asks for a comparison of grants with each vendor that gives access.</summary>
/// <param name="round">Asks for synchronizations.</param>
public sealed class Reconcile(SyncRound round) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(Reconcile);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.Reconcile;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken) => round.RunAsync(SyncKind.Grants, cancellationToken);
}
