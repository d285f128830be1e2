using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Events;

/// <summary>The log of events.</summary>
/// <param name="store">Where it is.</param>
public sealed class EventStore(IStateStore store)
{
    private const string Table = "Events";
    private readonly StateTable<HubEvent> _events = new(store, Table, GatehouseJson.Default.HubEvent);

    /// <summary>The log over all shards of a day.</summary>
    public ShardedTable<HubEvent> Shards { get; } = new(store, Table, GatehouseJson.Default.HubEvent, EventPosition.Shards);

    /// <summary>Adds an event at its place, unless it is there already.</summary>
    public async Task AddAsync(StateKey position, HubEvent hubEvent, CancellationToken cancellationToken) =>
        await _events.InsertAsync(position, hubEvent, cancellationToken);

    /// <summary>The event at a place; <see langword="null"/> when there is none.</summary>
    public async Task<HubEvent?> GetAsync(StateKey position, CancellationToken cancellationToken) =>
        (await _events.GetAsync(position, cancellationToken))?.Value;

    /// <summary>The events of a day in one shard, in the order of the log, from a row on.</summary>
    public IAsyncEnumerable<StateDocument<HubEvent>> ListAsync(
        DateTimeOffset day, int shard, string? from, CancellationToken cancellationToken) =>
        _events.QueryAsync(StateRange.Between(EventPosition.PartitionOf(day, shard), from, null), cancellationToken);

    /// <summary>Forgets events from before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _events.PruneAsync(hubEvent => hubEvent.Time < before, cancellationToken);
}
