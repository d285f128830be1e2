using Gatehouse.Connectors;
using Gatehouse.Indexes;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Resilience;
using Gatehouse.State;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Sync;

/// <summary>
/// Compares a vendor's visits with the snapshot, for systems that do not tell of changes themselves. The first complete poll tells of nothing:
/// what was there before the hub is no news.
/// </summary>
/// <param name="calls">Calls vendors.</param>
/// <param name="ledger">Writes what changed.</param>
/// <param name="records">The snapshot.</param>
/// <param name="indexes">What the hub itself keeps of visits.</param>
/// <param name="seenIds">The ids that runs have seen.</param>
/// <param name="time">The clock.</param>
public sealed class VisitSync(
    VendorCalls calls, VisitLedger ledger, VisitRecords records, ObjectIndexes indexes, SyncSeenStore seenIds, TimeProvider time) : ISyncSource
{
    private const int PageSize = 500;
    private const int WritesAtOnce = 8;
    private const int GetsAtOnce = 4;

    // Between two checkpoints: also with a slow vendor they take less time than the run's lock holds.
    private const int GetsAPart = 2 * GetsAtOnce;

    /// <summary>Visits that were over so long ago do not change any more.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(2);

    /// <inheritdoc />
    public SyncKind Kind => SyncKind.Visits;

    /// <inheritdoc />
    public bool Can(FacilityContext context) => calls.CanPoll(context, VisitOperations.List);

    /// <inheritdoc />
    public async Task<(SyncRun Run, bool Complete)> RunAsync(SyncPass pass, SyncRun run, CancellationToken cancellationToken)
    {
        var (context, facility) = (pass.Context, pass.Context.Facility.Id);
        var from = run.StartedAt - LookBack;
        var announce = await records.PollAsync(facility, cancellationToken) is not null;
        var known = await KnownAsync(facility, from, cancellationToken);
        var seen = await seenIds.ReadAsync(facility, pass.Name, run.Pages, cancellationToken);
        run = run with { Expected = run.Expected ?? known.Count };
        HashSet<UInt128> ids;
        while (true)
        {
            var readAt = time.GetUtcNow();
            var query = new VisitQuery(new PageRequest(PageSize, run.Cursor)) { From = from };
            var page = await calls.CallAsync(context, VisitOperations.List, query, cancellationToken, CallUrgency.Background);
            var visits = page.Items.DistinctBy(visit => visit.Id, StringComparer.Ordinal).ToList();
            var (created, changed) = await SaveAsync(context, visits, known, announce, readAt, from, cancellationToken);
            ids = [.. visits.Select(visit => SyncSeenStore.HashOf(visit.Id))];
            run = run with { Seen = run.Seen + ids.Count(seen.Add), Created = run.Created + created, Changed = run.Changed + changed };
            if (page.Next is null)
                break;

            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            run = run with { Pages = run.Pages + 1, Cursor = page.Next };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        var missing = known.Where(visit => IsOpen(visit.Value.Status) && !seen.Contains(SyncSeenStore.HashOf(visit.Key))).Select(visit => visit.Key);
        foreach (var some in missing.Chunk(GetsAPart).ToList())
        {
            var removed = 0;
            await Parallel.ForEachAsync(some, Limits(GetsAtOnce, cancellationToken), async (id, token) =>
            {
                if (await IsGoneAsync(context, id, run.StartedAt, token) && await ledger.RemoveAsync(context, id, token))
                    Interlocked.Increment(ref removed);
            });

            // Whoever was looked for is not looked for again when the run goes on in another message, which reads the last page once more.
            ids.UnionWith(some.Select(SyncSeenStore.HashOf));
            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            ids.Clear();
            run = run with { Pages = run.Pages + 1, Removed = run.Removed + removed };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        await records.CompleteAsync(facility, new VisitPollState(time.GetUtcNow()), cancellationToken);
        return (run with { Cursor = null }, true);
    }

    private async Task<(int Created, int Changed)> SaveAsync(
        FacilityContext context,
        IReadOnlyList<Visit> visits,
        Dictionary<string, VisitDay> known,
        bool announce,
        DateTimeOffset readAt,
        DateTimeOffset from,
        CancellationToken cancellationToken)
    {
        var (created, changed) = (0, 0);
        await Parallel.ForEachAsync(visits.Where(visit => IsRecent(visit) && IsNews(visit)), Limits(WritesAtOnce, cancellationToken), async (visit, token) =>
        {
            var whole = await WithRecordAsync(context, visit, token);
            if (!IsNews(whole) || !await ledger.SaveAsync(context, whole, announce, token, readAt))
                return;
            if (known.ContainsKey(visit.Id))
                Interlocked.Increment(ref changed);
            else
                Interlocked.Increment(ref created);
        });
        return (created, changed);

        // A vendor may list what was over long before; the hub may have forgotten it by its retention, and that is no news.
        bool IsRecent(Visit visit) => known.ContainsKey(visit.Id) || !(VisitRecords.EndOf(visit) < from);

        bool IsNews(Visit visit) => known.GetValueOrDefault(visit.Id)?.Hash != VisitHash.Of(ledger.Clean(context, visit));
    }

    // What the hub keeps because the vendor does not, as the end of a window, is no difference between the two.
    private async Task<Visit> WithRecordAsync(FacilityContext context, Visit visit, CancellationToken cancellationToken) =>
        await indexes.Visits.FindAsync(context.Facility.Id, visit.Id, cancellationToken) is { } record ? VisitObject.WithRecord(visit, record) : visit;

    private async Task<Dictionary<string, VisitDay>> KnownAsync(string facility, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, VisitDay>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await records.DaysAsync(facility, from, StateLimits.PageRows, continuation, cancellationToken);
            foreach (var (id, day) in page.Visits)
                known[id] = day;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return known;
    }

    /// <summary>Whether a visit that the list does not show is gone: one whose window is over is not, nor one that can still be read.</summary>
    private async Task<bool> IsGoneAsync(FacilityContext context, string id, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var entry = await records.FindAsync(context.Facility.Id, id, cancellationToken);
        if (entry?.Value is not { Visit: { } known } || entry.Value.ChangedAt > startedAt)
            return false;
        if (known.Status != VisitStatus.Arrived && known.Window?.To <= time.GetUtcNow())
            return false;
        if (!calls.Can(context, VisitOperations.Get))
            return true;

        try
        {
            var readAt = time.GetUtcNow();
            var visit = await calls.CallAsync(context, VisitOperations.Get, new ItemRequest(id), cancellationToken, CallUrgency.Background);
            await ledger.SaveAsync(context, await WithRecordAsync(context, visit, cancellationToken), announce: true, cancellationToken, readAt);
            return false;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return true;
        }
    }

    private static bool IsOpen(VisitStatus status) => status is VisitStatus.Expected or VisitStatus.Arrived or VisitStatus.Unknown;

    private static ParallelOptions Limits(int atOnce, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
}
