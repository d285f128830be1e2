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
    private readonly Lane _lane = ticket.Lane;
    private readonly ConcurrentQueue<Task> _workers = new();
    private readonly LaneRows _rows = new(ticket.Lane, rows, time);
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

    // Leaves unless somebody asked while this worker had looked for the last time. What is due when the time is over gets another ticket.
    private bool IsAskedAgain()
    {
        lock (_lock)
        {
            if (!_isAskedAgain)
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
            var heads = await _rows.LookAsync(urgentOnly: false, stopping);
            if (heads.Takeable.Count == 0)
            {
                if (heads.NextDue is { } next)
                    await EnsureTicketAsync(next, stopping);
                return;
            }

            var marks = await lanes.ReadAsync(_lane.Id, stopping);
            if (marks.PausedUntil > time.GetUtcNow())
            {
                await EnsureTicketAsync(marks.PausedUntil.Value, stopping);
                return;
            }

            if (IsOver)
            {
                await EnsureTicketAsync(time.GetUtcNow(), stopping);
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

    private Task EnsureTicketAsync(DateTimeOffset due, CancellationToken stopping)
    {
        DateTimeOffset? spent;
        lock (_lock)
            spent = _spent;
        return tickets.EnsureTicketAsync(_lane, due, spent, stopping);
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
                    var isPutBack = row != hand[0] && (stopping.IsCancellationRequested || IsOver || await _rows.IsOvertakenAsync(row));
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
            _rows.LetGo(hand);
            await ReleaseAsync(slot);
        }
    }

    /// <summary>Settles what was done and claims what is next, in one write where both go together.</summary>
    private async Task<IReadOnlyList<StateDocument<WorkRow>>> NextAsync(
        LaneSlot slot, IReadOnlyList<StateDocument<WorkRow>> before, IReadOnlyList<IReadOnlyList<StateChange>> done, CancellationToken stopping)
    {
        var isLast = stopping.IsCancellationRequested || IsOver;
        var heads = isLast ? LaneHeads.None : await _rows.LookAsync(slot.IsUrgent, CancellationToken.None);

        // Of what is urgent none waits behind another while there is a slot.
        var taken = await _rows.TakeAsync(heads, slot.Until, _isProbing || heads.HasUrgent, done);
        _rows.LetGo(before);
        if (taken.Count == 0)
            stopping.ThrowIfCancellationRequested();
        else if (heads.Takeable.Count > taken.Count && !_isFull && !_isProbing)
            StartAnother(stopping);
        return taken;
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
