namespace Gatehouse.Lanes;

/// <summary>
/// Frees what a process that died had of lanes, and goes on with it at once. Only for stores that one process alone uses, before it works:
/// whoever has a slot then is dead. A target that was at its vendor keeps its claim, for the call may still have its effect.
/// </summary>
/// <param name="rows">The items.</param>
/// <param name="lanes">The slots.</param>
/// <param name="tickets">Sends tickets.</param>
/// <param name="time">The clock.</param>
public sealed class LaneTakeOver(WorkStore rows, LaneStore lanes, WorkLanes tickets, TimeProvider time)
{
    private const int RowsOfPriority = 1000;

    /// <summary>Frees all slots, and the items that were claimed in them, and wakes each lane.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await lanes.FreeSlotsAsync(cancellationToken);
        await foreach (var first in rows.FirstOfEachLaneAsync(cancellationToken))
        {
            // Items are claimed in their order, by the handful; one that so many came before since is free when its claim lapses.
            foreach (var priority in Enum.GetValues<WorkPriority>())
            {
                foreach (var row in await rows.HeadAsync(first.Lane.Id, priority, RowsOfPriority, cancellationToken))
                {
                    if (row.Value.ClaimedUntil is not null)
                        await rows.FreeAsync(row, cancellationToken);
                }
            }

            await tickets.EnsureTicketAsync(first.Lane, time.GetUtcNow(), null, cancellationToken);
        }
    }
}
