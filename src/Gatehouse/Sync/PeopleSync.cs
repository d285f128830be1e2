using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Resilience;
using Gatehouse.Vendors;

namespace Gatehouse.Sync;

/// <summary>
/// Walks a facility's people page by page into the directory. Who was not seen by a complete walk is gone.
/// The first complete walk tells of nobody: those are no news.
/// </summary>
/// <param name="calls">Calls vendors.</param>
/// <param name="people">The directory.</param>
/// <param name="store">Where it is.</param>
/// <param name="seenIds">The ids that runs have seen.</param>
/// <param name="time">The clock.</param>
public sealed class PeopleSync(VendorCalls calls, PeopleDirectory people, PeopleStore store, SyncSeenStore seenIds, TimeProvider time) : ISyncSource
{
    private const int PageSize = 500;
    private const int RemovalsAtOnce = 8;

    /// <inheritdoc />
    public SyncKind Kind => SyncKind.People;

    /// <inheritdoc />
    public bool Can(FacilityContext context) => calls.Can(context, PeopleOperations.List);

    /// <inheritdoc />
    public async Task<(SyncRun Run, bool Complete)> RunAsync(SyncPass pass, SyncRun run, CancellationToken cancellationToken)
    {
        var (context, facility) = (pass.Context, pass.Context.Facility.Id);
        if (run.Pages == 0 && calls.Can(context, FacilityOperations.Test))
        {
            var report = await calls.CallAsync(context, FacilityOperations.Test, default(Unit), cancellationToken, CallUrgency.Background);
            run = run with { Detail = report.Detail };
        }

        var announce = await store.StateAsync(facility, cancellationToken) is not null;
        var known = await store.HashesAsync(facility, cancellationToken);
        var seen = await seenIds.ReadAsync(facility, pass.Name, run.Pages, cancellationToken);
        run = run with { Expected = run.Expected ?? known.Count };
        while (true)
        {
            var query = new PersonQuery(new PageRequest(PageSize, run.Cursor));
            var page = await calls.CallAsync(context, PeopleOperations.List, query, cancellationToken, CallUrgency.Background);
            var changes = await people.SaveAsync(context, page.Items, known, announce, run.DryRun, cancellationToken);
            var ids = page.Items.Select(person => SyncSeenStore.HashOf(person.Id)).ToHashSet();
            seen.UnionWith(ids);
            run = run with { Seen = run.Seen + page.Items.Count, Created = run.Created + changes.Created, Changed = run.Changed + changes.Changed };
            if (page.Next is null)
                break;

            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            run = run with { Pages = run.Pages + 1, Cursor = page.Next };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        run = run with { Cursor = null, Removed = await RemoveAsync(facility, run, known.Keys, seen, cancellationToken) };
        if (!run.DryRun)
            await store.CompleteAsync(facility, new PeopleDirectoryState(time.GetUtcNow(), seen.Count), cancellationToken);
        return (run, true);
    }

    private async Task<int> RemoveAsync(
        string facility, SyncRun run, IEnumerable<string> known, HashSet<UInt128> seen, CancellationToken cancellationToken)
    {
        var gone = known.Where(id => !seen.Contains(SyncSeenStore.HashOf(id)));
        if (run.DryRun)
            return gone.Count();

        var removed = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = RemovalsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(gone, limits, async (id, token) =>
        {
            // Who was written while the vendor was being read is not in what it showed before.
            if (await people.RemoveAsync(facility, id, run.StartedAt, token))
                Interlocked.Increment(ref removed);
        });
        return removed;
    }
}
