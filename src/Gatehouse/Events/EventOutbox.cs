using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Events;

/// <summary>The events of one table that wait beside the state that they tell of, until they are in the log.</summary>
/// <param name="store">Where the table is.</param>
/// <param name="table">The table.</param>
public sealed class EventOutbox(IStateStore store, string table)
{
    private const string Prefix = "outbox:";
    private readonly StateTable<OutboxRecord> _rows = new(store, table, GatehouseJson.Default.OutboxRecord);

    /// <summary>What adds an event to a batch with the state that it tells of.</summary>
    public StateChange Add(HubEvent hubEvent) =>
        StateChange.Put(RowOf(hubEvent), _rows.Write(new OutboxRecord { Event = hubEvent, LoggedAt = hubEvent.Time }));

    /// <summary>Gives an event another time in the log. Returns <see langword="false"/> when it waits no more, or somebody else did.</summary>
    public async Task<bool> PostponeAsync(StateDocument<OutboxRecord> read, DateTimeOffset loggedAt, CancellationToken cancellationToken) =>
        await _rows.ReplaceAsync(read.Key, read.Value with { LoggedAt = loggedAt }, read.ETag, cancellationToken) is not null;

    /// <summary>Removes an event that is in the log.</summary>
    public Task RemoveAsync(string partition, HubEvent hubEvent, CancellationToken cancellationToken) =>
        _rows.DeleteAsync(new StateKey(partition, RowOf(hubEvent)), null, cancellationToken);

    /// <summary>The events that wait in a partition, the oldest of each resource first.</summary>
    public IAsyncEnumerable<StateDocument<OutboxRecord>> ListAsync(string partition, CancellationToken cancellationToken) =>
        _rows.QueryAsync(StateRange.WithPrefix(partition, Prefix), cancellationToken);

    private static string RowOf(HubEvent hubEvent) => FormattableString.Invariant($"{Prefix}{hubEvent.Sequence:D19}:{hubEvent.Id}");
}
