using Gatehouse.Work;

namespace Gatehouse.Sync;

/// <summary>Asks each vendor that keeps them for the latest passages.</summary>
/// <param name="round">Asks for synchronizations.</param>
public sealed class PollAccessEvents(SyncRound round) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(PollAccessEvents);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.PollAccessEvents;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromSeconds(50);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken) => round.RunAsync(SyncKind.AccessEvents, cancellationToken);
}
