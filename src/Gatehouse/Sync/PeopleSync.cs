using System.Collections.Concurrent;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Resilience;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sync;

/// <summary>
/// Walks a facility's people page by page into the directory. Who was not seen by a complete walk is gone, if the vendor says so when it is
/// asked for that person: a list that is counted off shifts while it is read, so that somebody may be passed over. A vendor that cannot be
/// asked for one person is believed its list.
/// The first complete walk tells of nobody: those are no news.
/// </summary>
/// <param name="calls">Calls vendors.</param>
/// <param name="people">The directory.</param>
/// <param name="store">Where it is.</param>
/// <param name="seenIds">The ids that runs have seen.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of people whom the vendor refuses to speak of.</param>
public sealed partial class PeopleSync(
    VendorCalls calls, PeopleDirectory people, PeopleStore store, SyncSeenStore seenIds, TimeProvider time, ILogger<PeopleSync> logger) : ISyncSource
{
    private const int PageSize = 500;
    private const int RemovalsAtOnce = 8;
    private const int RemovalsAPart = 500;
    private const int GetsAtOnce = 4;

    // Between two checkpoints: also with a slow vendor they take less time than the run's lock holds.
    private const int GetsAPart = 2 * GetsAtOnce;

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

        var missing = known.Keys.Where(id => !seen.Contains(SyncSeenStore.HashOf(id))).ToList();
        var asks = calls.Can(context, PeopleOperations.Get);
        foreach (var some in missing.Chunk(asks ? GetsAPart : RemovalsAPart))
        {
            var gone = asks ? await GoneAsync(context, some, cancellationToken) : some;
            var removed = run.DryRun ? gone.Count : await RemoveAsync(facility, run, gone, cancellationToken);

            // Whoever was looked for is not looked for again when the run goes on in another message, which reads the last page once more.
            ids.UnionWith(some.Select(SyncSeenStore.HashOf));
            await seenIds.WriteAsync(facility, pass.Name, run.Pages, ids, cancellationToken);
            ids.Clear();
            run = run with { Pages = run.Pages + 1, Seen = run.Seen + some.Length - gone.Count, Removed = run.Removed + removed };
            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        if (!run.DryRun)
            await store.CompleteAsync(facility, new PeopleDirectoryState(time.GetUtcNow(), run.Seen), cancellationToken);
        return (run with { Cursor = null }, true);
    }

    /// <summary>Those whom the vendor does not have any more. Whom it does not show for another reason stays.</summary>
    private async Task<IReadOnlyCollection<string>> GoneAsync(FacilityContext context, IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        var gone = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(missing, Limits(GetsAtOnce, cancellationToken), async (id, token) =>
        {
            try
            {
                await calls.CallAsync(context, PeopleOperations.Get, new ItemRequest(id), token, CallUrgency.Background);
            }
            catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
            {
                gone.Add(id);
            }
            catch (VendorException exception) when (exception.Error.Kind is VendorErrorKind.Forbidden or VendorErrorKind.Invalid)
            {
                LogKept(logger, context.Facility.Id, exception.Error.Kind);
            }
        });
        return gone;
    }

    private async Task<int> RemoveAsync(string facility, SyncRun run, IEnumerable<string> gone, CancellationToken cancellationToken)
    {
        var removed = 0;
        await Parallel.ForEachAsync(gone, Limits(RemovalsAtOnce, cancellationToken), async (id, token) =>
        {
            // Who was written while the vendor was being read is not in what it showed before.
            if (await people.RemoveAsync(facility, id, run.StartedAt, token))
                Interlocked.Increment(ref removed);
        });
        return removed;
    }

    private static ParallelOptions Limits(int atOnce, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };

    [LoggerMessage(365, LogLevel.Warning, "A person of {Facility} whom the list did not show stays in the directory: the vendor refuses to be asked ({Kind}).")]
    private static partial void LogKept(ILogger logger, string facility, VendorErrorKind kind);
}
