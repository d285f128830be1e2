using Gatehouse.AccessEvents;
using Gatehouse.Audit;
using Gatehouse.Creates;
using Gatehouse.Credentials;
using Gatehouse.DeadLetters;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Idempotency;
using Gatehouse.Passes;
using Gatehouse.Reconciliation;
using Gatehouse.Subscriptions;
using Gatehouse.Sync;
using Gatehouse.Visits;
using Gatehouse.Webhooks;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Retention;

/// <summary>Removes what is over from the state. One kind that cannot be removed keeps no other from it.</summary>
/// <param name="requests">Requests with an Idempotency-Key.</param>
/// <param name="creates">Creates.</param>
/// <param name="runs">Reports of synchronizations.</param>
/// <param name="findings">What comparisons with vendors found.</param>
/// <param name="events">The log of events.</param>
/// <param name="deliveries">Deliveries of events.</param>
/// <param name="audit">Who changed what.</param>
/// <param name="passages">Passages through access points.</param>
/// <param name="renewals">Renewed credentials.</param>
/// <param name="passes">Visitors' passes.</param>
/// <param name="webhooks">Webhooks.</param>
/// <param name="letters">What was given up.</param>
/// <param name="visits">The snapshots of visits.</param>
/// <param name="facilities">All facilities.</param>
/// <param name="options">How long each is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells how much was removed.</param>
public sealed partial class PruneState(
    IdempotencyStore requests,
    CreateRunner creates,
    SyncRunStore runs,
    ReconcileStore findings,
    EventStore events,
    DeliveryStore deliveries,
    AuditStore audit,
    AccessEventStore passages,
    RenewalStore renewals,
    PassStore passes,
    InboxStore webhooks,
    DeadLetterStore letters,
    VisitRecords visits,
    FacilityStore facilities,
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
        (string What, Func<Task<int>> Prune)[] kinds =
        [
            ("requests", () => requests.PruneAsync(cancellationToken)),
            ("creates", () => creates.PruneAsync(now.AddDays(-options.Value.OperationDays), cancellationToken)),
            ("sync runs", () => runs.PruneAsync(now.AddDays(-options.Value.SyncRunDays), cancellationToken)),
            ("findings", () => findings.PruneAsync(now.AddDays(-options.Value.SyncRunDays), cancellationToken)),
            ("events", () => events.PruneAsync(now.AddDays(-options.Value.EventDays), cancellationToken)),
            ("renewals", () => renewals.PruneAsync(now.AddDays(-1), cancellationToken)),
            ("passes", () => passes.PruneAsync(now.AddDays(-options.Value.OperationDays), cancellationToken)),
            ("deliveries", () => deliveries.PruneAsync(now.AddDays(-options.Value.EventDays), cancellationToken)),
            ("changes", () => audit.PruneAsync(now.AddDays(-options.Value.AuditDays), cancellationToken)),
            ("passages", () => passages.PruneAsync(now.AddDays(-options.Value.AccessEventDays), cancellationToken)),
            ("webhooks", () => PruneEachAsync(webhooks.PruneAsync, now.AddDays(-options.Value.WebhookDays), cancellationToken)),
            ("hashes of webhooks", () => PruneEachAsync(
                webhooks.PruneHashesAsync, now.AddDays(-Math.Max(options.Value.WebhookHashDays, options.Value.WebhookDays)), cancellationToken)),
            ("dead letters", () => letters.PruneAsync(now.AddDays(-options.Value.DeadLetterDays), cancellationToken)),
            ("visits", () => PruneEachAsync(visits.PruneAsync, now.AddDays(-options.Value.VisitDays), cancellationToken)),
        ];
        var failures = new List<Exception>();
        foreach (var (what, prune) in kinds)
        {
            try
            {
                LogPruned(logger, await prune(), what);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotPruned(logger, what, exception.Message);
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException($"{failures.Count} of {kinds.Length} kinds of state could not be pruned.", failures);
    }

    private async Task<int> PruneEachAsync(
        Func<string, DateTimeOffset, CancellationToken, Task<int>> prune, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var facility in facilities.ListAsync(cancellationToken))
            count += await prune(facility.Value.Id, before, cancellationToken);
        return count;
    }

    [LoggerMessage(361, LogLevel.Warning, "The {What} that are over could not be removed: {Reason}")]
    private static partial void LogNotPruned(ILogger logger, string what, string reason);

    [LoggerMessage(26, LogLevel.Information, "Removed {Count} {What} that were over.")]
    private static partial void LogPruned(ILogger logger, int count, string what);
}
