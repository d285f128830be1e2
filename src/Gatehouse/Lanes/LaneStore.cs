using System.Globalization;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>Who works in a lane, whether it is paused, and when its next ticket comes: the table Lanes, a partition for each lane.</summary>
/// <param name="store">Where the marks are.</param>
/// <param name="time">The clock.</param>
public sealed class LaneStore(IStateStore store, TimeProvider time)
{
    private const string SlotPrefix = "slot:";
    private const string PauseRow = "pause";
    private const string TicketRow = "ticket";
    private readonly StateTable<LaneMark> _marks = new(store, "Lanes", GatehouseJson.Default.LaneMark);

    internal async Task<LaneMarks> ReadAsync(string lane, CancellationToken cancellationToken)
    {
        var slots = new Dictionary<int, StateDocument<LaneMark>>();
        DateTimeOffset? paused = null;
        await foreach (var mark in _marks.QueryAsync(StateRange.Of(lane), cancellationToken))
        {
            if (mark.Key.Row.StartsWith(SlotPrefix, StringComparison.Ordinal))
                slots[int.Parse(mark.Key.Row.AsSpan(SlotPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)] = mark;
            else if (mark.Key.Row == PauseRow)
                paused = mark.Value.Until;
        }

        return new LaneMarks(slots, paused);
    }

    /// <summary>Takes a free slot, the one for urgent items last. <see langword="null"/> when there is none.</summary>
    internal async Task<LaneSlot?> TakeSlotAsync(
        Lane lane, LaneMarks marks, bool urgent, TimeSpan lasting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var mark = new LaneMark(now + lasting);
        for (var number = 0; number < (urgent ? lane.Concurrency : lane.OpenSlots); number++)
        {
            var key = SlotKey(lane.Id, number);
            string? version = null;
            if (!marks.Slots.TryGetValue(number, out var known))
                version = await _marks.InsertAsync(key, mark, cancellationToken);
            else if (known.Value.Until <= now)
                version = await _marks.ReplaceAsync(key, mark, known.ETag, cancellationToken);
            if (version is not null)
                return new LaneSlot(number, number >= lane.OpenSlots, mark.Until, version);
        }

        return null;
    }

    /// <summary>Gives a slot back, unless somebody else has it by now.</summary>
    internal Task ReleaseSlotAsync(string lane, LaneSlot slot, CancellationToken cancellationToken) =>
        _marks.DeleteAsync(SlotKey(lane, slot.Number), slot.Version, cancellationToken);

    /// <summary>Frees the slots of all lanes, whoever has them.</summary>
    internal async Task FreeSlotsAsync(CancellationToken cancellationToken)
    {
        await foreach (var mark in _marks.QueryAsync(StateRange.WholeTable, cancellationToken))
        {
            if (mark.Key.Row.StartsWith(SlotPrefix, StringComparison.Ordinal))
                await _marks.DeleteAsync(mark.Key, mark.ETag, cancellationToken);
        }
    }

    internal Task PauseAsync(string lane, DateTimeOffset until, CancellationToken cancellationToken) =>
        _marks.PutAsync(new StateKey(lane, PauseRow), new LaneMark(until), cancellationToken);

    internal Task EndPauseAsync(string lane, CancellationToken cancellationToken) =>
        _marks.DeleteAsync(new StateKey(lane, PauseRow), null, cancellationToken);

    /// <summary>When the lane's next ticket comes, as far as it is known.</summary>
    internal async Task<DateTimeOffset?> NextTicketAsync(string lane, CancellationToken cancellationToken) =>
        (await _marks.GetAsync(new StateKey(lane, TicketRow), cancellationToken))?.Value.Until;

    internal Task SetNextTicketAsync(string lane, DateTimeOffset at, CancellationToken cancellationToken) =>
        _marks.PutAsync(new StateKey(lane, TicketRow), new LaneMark(at), cancellationToken);

    private static StateKey SlotKey(string lane, int number) =>
        new(lane, string.Create(CultureInfo.InvariantCulture, $"{SlotPrefix}{number:D2}"));
}
