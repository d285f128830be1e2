using System.Collections.Concurrent;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Lanes;

/// <summary>
/// What delivered tickets make happen in a lane of this process. Each worker has a slot. Every worker looks at the lane again after it gave
/// its slot back: a ticket that came while all slots were taken was dropped, and its row was written before.
/// </summary>
internal sealed partial class LaneVisit(
    LaneTicket ticket,
    WorkStore rows,
    LaneStore lanes,
    WorkLanes tickets,
    ItemRunner runner,
    TimeProvider time,
    ILogger logger)
{
    // A backlog is taken by the handful: one write settles what was done and claims what is next.
    private const int MostInHand = 8;
    private const int MostChanges = StateLimits.BatchRows / 2;

    private readonly Lane _lane = ticket.Lane;
    private readonly ConcurrentQueue<Task> _workers = new();

    // What the workers have in hand, so that they do not compete for the same row.
    private readonly ConcurrentDictionary<string, bool> _inHand = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Kind, WorkOutcomeKind Outcome), int> _counts = new();
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _lock = new();
    private DateTimeOffset? _spent = ticket.At;
    private int _active;
    private bool _isAskedAgain;
    private bool _isClosed;
    private volatile bool _isFull;
    private volatile bool _isPaused;
    private volatile bool _isProbing;

    private bool IsOver => _isPaused || time.GetElapsedTime(_started) >= WorkLane.Part;

    /// <summary>Works the lane until nothing is due, or the time is over.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        lock (_lock)
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

    /// <summary>
    /// Sees to what another ticket tells of, by a worker more where the lane has room for one. Returns <see langword="false"/> when the
    /// visit is over, or takes nothing new.
    /// </summary>
    public bool TryJoin(LaneTicket other, CancellationToken stopping)
    {
        lock (_lock)
        {
            if (_isClosed || IsOver)
                return false;

            _spent = other.At ?? _spent;
            if (_active < _lane.Concurrency)
                StartWorker(stopping);
            else
                _isAskedAgain = true;
            return true;
        }
    }

    private void StartAnother(CancellationToken stopping)
    {
        lock (_lock)
        {
            if (_active < _lane.Concurrency)
                StartWorker(stopping);
        }
    }

    private void StartWorker(CancellationToken stopping)
    {
        _active++;
        _workers.Enqueue(Task.Run(() => WorkAsync(stopping), CancellationToken.None));
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            do
            {
                await WorkWhileDueAsync(stopping);
            }
            while (IsAskedAgain());
        }
        catch
        {
            Leave();
            throw;
        }
    }

    // Leaves unless somebody asked while this worker had looked for the last time.
    private bool IsAskedAgain()
    {
        lock (_lock)
        {
            if (!_isAskedAgain || IsOver)
            {
                Leave();
                return false;
            }

            _isAskedAgain = false;
            return true;
        }
    }

    private void Leave()
    {
        lock (_lock)
            _isClosed = --_active == 0;
    }

    private async Task WorkWhileDueAsync(CancellationToken stopping)
    {
        while (true)
        {
            var heads = await LookAsync(urgentOnly: false, stopping);
            if (heads.Takeable.Count == 0)
            {
                if (heads.NextDue is { } next)
                    await tickets.EnsureTicketAsync(_lane, next, _spent, stopping);
                return;
            }

            var marks = await lanes.ReadAsync(_lane.Id, stopping);
            if (marks.PausedUntil > time.GetUtcNow())
            {
                await tickets.EnsureTicketAsync(_lane, marks.PausedUntil.Value, _spent, stopping);
                return;
            }

            if (IsOver)
            {
                await tickets.EnsureTicketAsync(_lane, time.GetUtcNow(), _spent, stopping);
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
        IReadOnlyList<StateDocument<WorkRow>> hand = [];
        var done = new List<IReadOnlyList<StateChange>>();
        try
        {
            while ((hand = await NextAsync(slot, hand, done, stopping)).Count > 0)
            {
                done.Clear();
                foreach (var row in hand)
                {
                    var isPutBack = row != hand[0] && (stopping.IsCancellationRequested || IsOver || await IsOvertakenAsync(row));
                    var outcome = isPutBack ? WorkOutcome.CutOff : await runner.RunAsync(row.Value, stopping);
                    done.Add(rows.Replacement(row, runner.After(row.Value, outcome)));
                    _counts.AddOrUpdate((row.Value.Item.Kind, outcome.Kind), 1, (_, count) => count + 1);
                    if (!isPutBack)
                        await NotePauseAsync(outcome);
                }
            }
        }
        finally
        {
            LetGo(hand);
            await ReleaseAsync(slot);
        }
    }

    /// <summary>Settles what was done and claims what is next, in one write where both go together.</summary>
    private async Task<IReadOnlyList<StateDocument<WorkRow>>> NextAsync(
        LaneSlot slot, IReadOnlyList<StateDocument<WorkRow>> before, IReadOnlyList<IReadOnlyList<StateChange>> done, CancellationToken stopping)
    {
        var isLast = stopping.IsCancellationRequested || IsOver;
        var candidates = isLast ? [] : (await LookAsync(slot.IsUrgent, CancellationToken.None)).Takeable;
        var taken = await TakeAsync(slot, candidates, done);
        LetGo(before);
        if (taken.Count == 0)
            stopping.ThrowIfCancellationRequested();
        else if (candidates.Count > taken.Count && !_isFull && !_isProbing)
            StartAnother(stopping);
        return taken;
    }

    private async Task<IReadOnlyList<StateDocument<WorkRow>>> TakeAsync(
        LaneSlot slot, IReadOnlyList<StateDocument<WorkRow>> candidates, IReadOnlyList<IReadOnlyList<StateChange>> done)
    {
        // Every other worker is left one.
        var most = _isProbing ? 1 : Math.Clamp(candidates.Count - _lane.Concurrency + 1, 1, MostInHand);
        List<StateDocument<WorkRow>> taken = [.. candidates.Where(candidate => _inHand.TryAdd(candidate.Key.Row, true)).Take(most)];
        try
        {
            if (taken.Count > 0 && done.Sum(changes => changes.Count) <= MostChanges
                && await rows.ClaimAsync(taken, slot.Until, [.. done.SelectMany(changes => changes)], CancellationToken.None))
                return taken;

            // Another process may have one of them, or settled what this one did too late.
            foreach (var changes in done)
                await rows.SettleAsync(_lane.Id, changes, CancellationToken.None);
            foreach (var row in taken)
            {
                if (!await rows.ClaimAsync([row], slot.Until, [], CancellationToken.None))
                    continue;

                LetGo(taken.Where(other => other != row));
                return [row];
            }
        }
        catch
        {
            LetGo(taken);
            throw;
        }

        LetGo(taken);
        return [];
    }

    private async Task<bool> IsOvertakenAsync(StateDocument<WorkRow> row) =>
        row.Value.Item.Priority != WorkPriority.Urgent && (await LookAsync(urgentOnly: true, CancellationToken.None)).Takeable.Count > 0;

    private void LetGo(IEnumerable<StateDocument<WorkRow>> hand)
    {
        foreach (var row in hand)
            _inHand.TryRemove(row.Key.Row, out _);
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
            foreach (var row in await rows.HeadAsync(_lane.Id, priority, (_lane.Concurrency + 1) * MostInHand, stopping))
            {
                var due = row.Value.Item.Due ?? row.Value.WrittenAt;
                if (due > now)
                {
                    next = next < due ? next : due;
                    break;
                }

                if (!(row.Value.ClaimedUntil > now) && !_inHand.ContainsKey(row.Key.Row))
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
