using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
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
    private const int RemovalsAPart = 500;

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
        HashSet<UInt128> ids;
        while (true)
        {
            var readAt = time.GetUtcNow();
            var query = new PersonQuery(new PageRequest(PageSize, run.Cursor));
            var page = await calls.CallAsync(context, PeopleOperations.List, query, cancellationToken, CallUrgency.Background);

            // Who belongs to several of a vendor's parents is shown for each of them, and is kept as shown first.
            ids = [];
            var fresh = new List<Person>(page.Items.Count);
            foreach (var person in page.Items)
            {
                var hash = SyncSeenStore.HashOf(person.Id);
                if (!seen.Add(hash))
                    continue;
                ids.Add(hash);
                fresh.Add(person);
            }

            var changes = await people.SaveAsync(context, fresh, known, announce, run.DryRun, readAt, cancellationToken);
            run = run with { Seen = run.Seen + fresh.Count, Created = run.Created + changes.Created, Changed = run.Changed + changes.Changed };
            if (page.Next is null)
                break;

            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            run = run with { Pages = run.Pages + 1, Cursor = page.Next };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        var gone = known.Keys.Where(id => !seen.Contains(SyncSeenStore.HashOf(id))).ToList();
        if (run.DryRun)
            return (run with { Cursor = null, Removed = gone.Count }, true);

        if (gone.Count > RemovalsAPart && ids.Count > 0)
        {
            // The run may go on in another message, which reads the last page once more.
            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            run = run with { Pages = run.Pages + 1 };
        }

        foreach (var some in gone.Chunk(RemovalsAPart))
        {
            run = run with { Removed = run.Removed + await RemoveAsync(facility, run, some, cancellationToken) };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        await store.CompleteAsync(facility, new PeopleDirectoryState(time.GetUtcNow(), seen.Count), cancellationToken);
        return (run with { Cursor = null }, true);
    }

    private async Task<int> RemoveAsync(string facility, SyncRun run, IReadOnlyList<string> gone, CancellationToken cancellationToken)
    {
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
