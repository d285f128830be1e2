using Gatehouse.AccessEvents;
using Gatehouse.Connectors;
using Gatehouse.Paging;
using Gatehouse.Resilience;
using Gatehouse.Vendors;

namespace Gatehouse.Sync;

/// <summary>
/// Asks a vendor for the passages since the last poll, and once more for those shortly before: readers report late.
/// What is known already is passed over.
/// </summary>
/// <param name="calls">Calls vendors.</param>
/// <param name="ledger">Writes passages.</param>
/// <param name="store">Knows how far was polled.</param>
public sealed class AccessEventSync(VendorCalls calls, AccessEventLedger ledger, AccessEventStore store) : ISyncSource
{
    /// <summary>How far each poll reaches back into the one before.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private const int PageSize = 500;
    private const int WritesAtOnce = 8;

    /// <inheritdoc />
    public SyncKind Kind => SyncKind.AccessEvents;

    /// <inheritdoc />
    public bool Can(FacilityContext context) => calls.CanPoll(context, AccessEventOperations.List);

    /// <inheritdoc />
    public async Task<(SyncRun Run, bool Complete)> RunAsync(SyncPass pass, SyncRun run, CancellationToken cancellationToken)
    {
        var (context, facility) = (pass.Context, pass.Context.Facility.Id);
        var last = await store.PollAsync(facility, cancellationToken);
        var from = (last?.Until ?? run.StartedAt) - Overlap;
        while (true)
        {
            var query = new AccessEventQuery(new PageRequest(PageSize, run.Cursor), from, run.StartedAt.AddSeconds(1));
            var page = await calls.CallAsync(context, AccessEventOperations.List, query, cancellationToken, CallUrgency.Background);
            var added = 0;
            var limits = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page.Items, limits, async (passage, token) =>
            {
                if (await ledger.AddAsync(context, passage, token))
                    Interlocked.Increment(ref added);
            });
            run = run with { Seen = run.Seen + page.Items.Count, Created = run.Created + added, Pages = run.Pages + 1, Cursor = page.Next };
            if (page.Next is null)
                break;

            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }

        await store.SavePollAsync(facility, new AccessEventPollState(run.StartedAt), cancellationToken);
        return (run, true);
    }
}
