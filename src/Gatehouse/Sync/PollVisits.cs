using Gatehouse.Work;

namespace Gatehouse.Sync;

/// <summary>Asks for a comparison of visits with each vendor that can list them.</summary>
/// <param name="round">Asks for synchronizations.</param>
public sealed class PollVisits(SyncRound round) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(PollVisits);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.PollVisits;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(4);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken) => round.RunAsync(SyncKind.Visits, cancellationToken);
}
