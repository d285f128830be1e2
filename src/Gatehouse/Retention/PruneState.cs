using Gatehouse.AccessEvents;
using Gatehouse.Creates;
using Gatehouse.Events;
using Gatehouse.Idempotency;
using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Retention;

/// <summary>Removes what is over from the state.</summary>
/// <param name="requests">Requests with an Idempotency-Key.</param>
/// <param name="creates">Creates.</param>
/// <param name="runs">Reports of synchronizations.</param>
/// <param name="events">The log of events.</param>
/// <param name="passages">Passages through access points.</param>
/// <param name="options">How long each is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells how much was removed.</param>
public sealed partial class PruneState(
    IdempotencyStore requests,
    CreateRunner creates,
    SyncRunStore runs,
    EventStore events,
    AccessEventStore passages,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<PruneState> logger) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(PruneState);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.PruneState;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(9);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        LogPruned(logger, await requests.PruneAsync(cancellationToken), "requests");
        LogPruned(logger, await creates.PruneAsync(now.AddDays(-options.Value.OperationDays), cancellationToken), "creates");
        LogPruned(logger, await runs.PruneAsync(now.AddDays(-options.Value.SyncRunDays), cancellationToken), "sync runs");
        LogPruned(logger, await events.PruneAsync(now.AddDays(-options.Value.EventDays), cancellationToken), "events");
        LogPruned(logger, await passages.PruneAsync(now.AddDays(-options.Value.AccessEventDays), cancellationToken), "passages");
    }

    [LoggerMessage(26, LogLevel.Information, "Removed {Count} {What} that were over.")]
    private static partial void LogPruned(ILogger logger, int count, string what);
}
