using System.Collections.Concurrent;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Lanes;

/// <summary>
/// What one delivered ticket makes happen in its lane. Each worker has a slot. Every worker looks at the lane again after it gave its slot
/// back: a ticket that came while all slots were taken was dropped, and its row was written before.
/// </summary>
internal sealed partial class LaneVisit(
    LaneTicket ticket,
    WorkStore rows,
    LaneStore lanes,
    WorkLanes tickets,
    ItemRunner runner,
    ConcurrentDictionary<string, bool> inHand,
    TimeProvider time,
    ILogger logger)
{
    // Rows that others have claimed may stand before those that can be taken; there are no more of them than slots.
    private const int RowsBehindClaims = 4;

    private readonly Lane _lane = ticket.Lane;
    private readonly ConcurrentQueue<Task> _workers = new();
    private readonly ConcurrentDictionary<(string Kind, WorkOutcomeKind Outcome), int> _counts = new();
    private readonly long _started = time.GetTimestamp();
    private int _active;
    private volatile bool _isFull;
    private volatile bool _isPaused;
    private volatile bool _isProbing;

    private bool IsOver => _isPaused || time.GetElapsedTime(_started) >= WorkLane.Part;

    /// <summary>Works the lane until nothing is due, or the time is over.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        StartWorker(stopping);
        var workers = new List<Task>();
        while (_workers.TryDequeue(out var worker))
        {
            workers.Add(worker);
            await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var ((kind, outcome), count) in _counts)
            LogWorked(logger, _lane.Id, kind, outcome, count, workers.Count);
        await Task.WhenAll(workers);
    }

    private void StartWorker(CancellationToken stopping)
    {
        Interlocked.Increment(ref _active);
        _workers.Enqueue(Task.Run(
            async () =>
            {
                try
                {
                    await WorkAsync(stopping);
                }
                finally
                {
                    Interlocked.Decrement(ref _active);
                }
            },
            CancellationToken.None));
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            var heads = await LookAsync(urgentOnly: false, stopping);
            if (heads.Takeable.Count == 0)
            {
                if (heads.NextDue is { } next)
                    await tickets.EnsureTicketAsync(_lane, next, ticket.At, stopping);
                return;
            }

            var marks = await lanes.ReadAsync(_lane.Id, stopping);
            if (marks.PausedUntil > time.GetUtcNow())
            {
                await tickets.EnsureTicketAsync(_lane, marks.PausedUntil.Value, ticket.At, stopping);
                return;
            }

            if (IsOver)
            {
                await tickets.EnsureTicketAsync(_lane, time.GetUtcNow(), ticket.At, stopping);
                return;
            }

            if (await lanes.TakeSlotAsync(_lane, marks, heads.HasUrgent, WorkLane.Lease, stopping) is not { } slot)
            {
                _isFull = true;
                return;
            }

            _isProbing = marks.PausedUntil is not null;
            await WorkSlotAsync(slot, stopping);
        }
    }

    private async Task WorkSlotAsync(LaneSlot slot, CancellationToken stopping)
    {
        StateDocument<WorkRow>? row = null;
        IReadOnlyList<StateChange> replacement = [];
        try
        {
            while (await NextAsync(slot, row, replacement, stopping) is { } next)
            {
                row = next;
                var outcome = await runner.RunAsync(row.Value, stopping);
                replacement = rows.Replacement(row, runner.After(row.Value, outcome));
                _counts.AddOrUpdate((row.Value.Item.Kind, outcome.Kind), 1, (_, count) => count + 1);
                await NotePauseAsync(outcome);
            }
        }
        finally
        {
            if (row is not null)
                inHand.TryRemove(row.Key.Row, out _);
            await ReleaseAsync(slot);
        }
    }

    /// <summary>Settles the row before and claims the next, in one write where both go together.</summary>
    private async Task<StateDocument<WorkRow>?> NextAsync(
        LaneSlot slot, StateDocument<WorkRow>? before, IReadOnlyList<StateChange> replacement, CancellationToken stopping)
    {
        var isLast = stopping.IsCancellationRequested || IsOver;
        var candidates = isLast ? [] : (await LookAsync(slot.IsUrgent, CancellationToken.None)).Takeable;
        StateDocument<WorkRow>? taken = null;
        foreach (var candidate in candidates)
        {
            if (!inHand.TryAdd(candidate.Key.Row, true))
                continue;

            try
            {
                taken = await TryClaimAsync(candidate) ? candidate : null;
            }
            finally
            {
                if (taken is null)
                    inHand.TryRemove(candidate.Key.Row, out _);
            }

            if (taken is not null)
                break;
        }

        await rows.SettleAsync(_lane.Id, replacement, CancellationToken.None);
        if (before is not null)
            inHand.TryRemove(before.Key.Row, out _);
        if (taken is null)
            stopping.ThrowIfCancellationRequested();
        else if (candidates.Count > 1 && !_isFull && !_isProbing && Volatile.Read(ref _active) < _lane.Concurrency)
            StartWorker(stopping);
        return taken;

        async Task<bool> TryClaimAsync(StateDocument<WorkRow> candidate)
        {
            if (replacement.Count > 0)
            {
                var both = await rows.ClaimAsync(candidate, slot.Until, replacement, CancellationToken.None);
                if (!both)
                    await rows.SettleAsync(_lane.Id, replacement, CancellationToken.None);
                replacement = [];
                if (both)
                    return true;
            }

            return await rows.ClaimAsync(candidate, slot.Until, [], CancellationToken.None);
        }
    }

    private async Task NotePauseAsync(WorkOutcome outcome)
    {
        if (outcome.Kind == WorkOutcomeKind.LanePaused)
        {
            _isPaused = true;
            var until = runner.PauseEnd(outcome);
            await lanes.PauseAsync(_lane.Id, until, CancellationToken.None);
            LogPaused(logger, _lane.Id, until);
        }
        else if (_isProbing)
        {
            await lanes.EndPauseAsync(_lane.Id, CancellationToken.None);
            _isProbing = false;
        }
    }

    private async Task<LaneHeads> LookAsync(bool urgentOnly, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var takeable = new List<StateDocument<WorkRow>>();
        DateTimeOffset? next = null;
        foreach (var priority in urgentOnly ? [WorkPriority.Urgent] : Enum.GetValues<WorkPriority>())
        {
            foreach (var row in await rows.HeadAsync(_lane.Id, priority, _lane.Concurrency + RowsBehindClaims, stopping))
            {
                var due = row.Value.Item.Due ?? row.Value.WrittenAt;
                if (due > now)
                {
                    next = next < due ? next : due;
                    break;
                }

                if (!(row.Value.ClaimedUntil > now) && !inHand.ContainsKey(row.Key.Row))
                    takeable.Add(row);
            }

            // One to take and one that shows that another worker is wanted: the next priority need not be read.
            if (takeable.Count > 1)
                break;
        }

        return new LaneHeads(takeable, next);
    }

    // A slot that cannot be given back is free by itself later; the outcome of the work is what counts.
    private async Task ReleaseAsync(LaneSlot slot)
    {
        try
        {
            await lanes.ReleaseSlotAsync(_lane.Id, slot, CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            LogNotReleased(logger, exception, _lane.Id, slot.Number);
        }
    }

    [LoggerMessage(302, LogLevel.Information, "{Lane}: {Kind} {Outcome} {Count} times with {Workers} workers.")]
    private static partial void LogWorked(ILogger logger, string lane, string kind, WorkOutcomeKind outcome, int count, int workers);

    [LoggerMessage(303, LogLevel.Warning, "{Lane} is paused until {Until}: nothing of it can be done before.")]
    private static partial void LogPaused(ILogger logger, string lane, DateTimeOffset until);

    [LoggerMessage(304, LogLevel.Warning, "Slot {Slot} of {Lane} could not be given back; it is free by itself later.")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, string lane, int slot);
}
