using System.Diagnostics;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Lanes;

/// <summary>Hands an item to its handler and says what rows take its place.</summary>
internal sealed partial class ItemRunner(WorkHandlers handlers, RetryDelays delays, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan NotYetDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>Does an item within the trace that asked for it. Does not throw.</summary>
    public async Task<WorkOutcome> RunAsync(WorkRow row, CancellationToken stopping)
    {
        using var activity = WorkTrace.Start(row.Item.Kind, ActivityKind.Internal, row.Traceparent);
        using var limit = new CancellationTokenSource(WorkLane.LongestHandling, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var outcome = await handlers.Get(row.Item.Kind).HandleAsync(row.Item, either.Token);
            foreach (var next in outcome.Next)
                WorkItem.Check(next);
            return outcome;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return WorkOutcome.CutOff;
        }
        catch (Exception exception)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            LogFailed(logger, row.Lane.Id, row.Item.Kind, row.Item.Reference, row.Item.Attempts + 1, exception);
            return WorkOutcome.Retry;
        }
    }

    /// <summary>The rows that take the place of a worked one.</summary>
    public IReadOnlyList<WorkRow> After(WorkRow row, WorkOutcome outcome)
    {
        var now = time.GetUtcNow();
        var item = row.Item;
        return outcome.Kind switch
        {
            WorkOutcomeKind.Done => [.. outcome.Next.Select(next => new WorkRow(row.Lane, next, now, row.Traceparent))],
            WorkOutcomeKind.Retry => [Again(item with { Attempts = item.Attempts + 1, Due = Later(outcome.At, now + delays.After(item.Attempts + 1)) })],
            WorkOutcomeKind.LanePaused => [Again(item with { Due = PauseEnd(outcome) })],
            WorkOutcomeKind.NotYet when now - row.WrittenAt < WorkLanes.LongestPlan => [Again(item with { Due = now + NotYetDelay })],
            WorkOutcomeKind.NotYet => Stale(),
            WorkOutcomeKind.CutOff => [row with { ClaimedUntil = null }],
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "Unknown kind of outcome."),
        };

        WorkRow Again(WorkItem next) => row with { Item = next, ClaimedUntil = null };

        DateTimeOffset Later(DateTimeOffset said, DateTimeOffset otherwise) => said == default ? otherwise : said > now ? said : now;

        IReadOnlyList<WorkRow> Stale()
        {
            LogStale(logger, row.Lane.Id, item.Kind, item.Reference);
            return [];
        }
    }

    /// <summary>When a pause that a handler asked for ends.</summary>
    public DateTimeOffset PauseEnd(WorkOutcome outcome)
    {
        var now = time.GetUtcNow();
        var (shortest, longest) = (now + ShortestPause, now + WorkLanes.LongestPause);
        return outcome.At > longest ? longest : outcome.At > shortest ? outcome.At : shortest;
    }

    [LoggerMessage(300, LogLevel.Error, "{Lane}: {Kind} of {Reference} failed on try {Attempt}; it is tried again later.")]
    private static partial void LogFailed(ILogger logger, string lane, string kind, string reference, int attempt, Exception exception);

    [LoggerMessage(301, LogLevel.Warning, "{Lane}: {Kind} of {Reference} is removed, for what it serves was never written.")]
    private static partial void LogStale(ILogger logger, string lane, string kind, string reference);
}
