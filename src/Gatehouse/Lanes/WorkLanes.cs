using Gatehouse.Work;

namespace Gatehouse.Lanes;

/// <summary>
/// Gives work to lanes. The row of an item is written before the state it serves, then the state, and then the lane is woken; whoever dies
/// in between leaves either a stale row, which its handler removes, or one that the sweep finds.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="lanes">When the lanes' next tickets come.</param>
/// <param name="queue">Where tickets go.</param>
/// <param name="time">The clock.</param>
public sealed class WorkLanes(WorkStore rows, LaneStore lanes, IWorkQueue queue, TimeProvider time)
{
    /// <summary>How long after its row an item's state may be written; after that the item is taken for stale.</summary>
    public static readonly TimeSpan LongestPlan = TimeSpan.FromMinutes(2);

    /// <summary>The longest that a lane is paused at once, whatever a handler says.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private const int ParallelLanes = 8;

    /// <summary>
    /// Writes the rows of items, at most 100 of a lane in one write. Next write the state, within <see cref="LongestPlan"/>, and then
    /// call <see cref="WakeAsync"/>.
    /// </summary>
    public async Task<PlannedWork> PlanAsync(IReadOnlyCollection<LaneWork> works, CancellationToken cancellationToken)
    {
        foreach (var work in works)
        {
            Lane.Check(work.Lane);
            WorkItem.Check(work.Item);
        }

        var now = time.GetUtcNow();
        var byLane = works.GroupBy(work => work.Lane.Id, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelLanes, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(byLane, limits, async (group, token) =>
            await rows.AddAsync(group[0].Lane.Id, [.. group.Select(work => new WorkRow(work.Lane, work.Item, now, WorkTrace.Current))], token));
        return new PlannedWork([.. byLane.Select(group => (group[0].Lane, group.Min(work => work.Item.Due ?? now)))]);
    }

    /// <summary>Wakes the lanes of planned work, each once.</summary>
    public Task WakeAsync(PlannedWork planned, CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelLanes, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(planned.Wakes, limits, async (wake, token) => await EnsureTicketAsync(wake.Lane, wake.Due, null, token));
    }

    /// <summary>Writes an item whose state is there already, or that needs none, and wakes its lane.</summary>
    public Task ScheduleAsync(Lane lane, WorkItem item, CancellationToken cancellationToken) =>
        ScheduleManyAsync([new LaneWork(lane, item)], cancellationToken);

    /// <summary>Writes items whose state is there already, or that need none, and wakes each lane once.</summary>
    public async Task ScheduleManyAsync(IReadOnlyCollection<LaneWork> works, CancellationToken cancellationToken) =>
        await WakeAsync(await PlanAsync(works, cancellationToken), cancellationToken);

    /// <summary>Sends a ticket for a time, unless one is known to come before it. What is sent is written down afterwards, so that what is written was sent.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="due">When something is due.</param>
    /// <param name="spent">The time of the ticket that is being worked, which comes no more.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task EnsureTicketAsync(Lane lane, DateTimeOffset due, DateTimeOffset? spent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (due <= now)
        {
            await SendAsync(lane, null, TimeSpan.Zero, cancellationToken);
            return;
        }

        var latest = now + WorkLimits.LongestDelay;
        var known = await lanes.NextTicketAsync(lane.Id, cancellationToken);
        if (known > now && known <= WholeSecond(due) && known != spent)
            return;

        var at = due < latest ? WholeSecond(due) : latest;
        await SendAsync(lane, at, at - now < WorkLimits.LongestDelay ? at - now : WorkLimits.LongestDelay, cancellationToken);
        await lanes.SetNextTicketAsync(lane.Id, at, cancellationToken);
    }

    // Items that are due within a second share a ticket.
    private static DateTimeOffset WholeSecond(DateTimeOffset time)
    {
        var over = time.UtcTicks % TimeSpan.TicksPerSecond;
        return over == 0 || time > DateTimeOffset.MaxValue.AddSeconds(-1) ? time : time.AddTicks(TimeSpan.TicksPerSecond - over);
    }

    private Task SendAsync(Lane lane, DateTimeOffset? at, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(WorkQueues.LaneWork, new LaneTicket(lane, at, WorkTrace.Current).ToString(), delay, cancellationToken);
}
