using Gatehouse.Work;

namespace Gatehouse.Sync;

/// <summary>Asks for a synchronization of each facility that can list people.</summary>
/// <param name="round">Asks for synchronizations.</param>
public sealed class SyncUsers(SyncRound round) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(SyncUsers);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.SyncUsers;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken) => round.RunAsync(SyncKind.People, cancellationToken);
}
