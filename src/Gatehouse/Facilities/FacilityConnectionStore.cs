using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Facilities;

/// <summary>Which facilities' vendors answer.</summary>
/// <param name="store">Where it is kept.</param>
public sealed class FacilityConnectionStore(IStateStore store)
{
    private const string Table = "Connections";
    private const string Row = "state";
    private readonly StateTable<FacilityConnection> _connections = new(store, Table, GatehouseJson.Default.FacilityConnection);

    /// <summary>The events that wait beside the state that they tell of, in a partition for each facility.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>Reads what is known of a facility; <see langword="null"/> when nothing was ever wrong.</summary>
    public Task<StateDocument<FacilityConnection>?> FindAsync(string facility, CancellationToken cancellationToken) =>
        _connections.GetAsync(new StateKey(facility, Row), cancellationToken);

    /// <summary>Writes what is known, with the event that tells of it. Returns <see langword="false"/> when somebody else was first.</summary>
    public Task<bool> SaveAsync(
        string facility, FacilityConnection connection, string? etag, HubEvent told, CancellationToken cancellationToken)
    {
        var body = _connections.Write(connection);
        var change = etag is null ? StateChange.Insert(Row, body) : StateChange.Replace(Row, body, etag);
        return store.BatchAsync(Table, facility, [change, Outbox.Add(told)], cancellationToken);
    }

    /// <summary>Forgets a facility.</summary>
    public Task ForgetAsync(string facility, CancellationToken cancellationToken) =>
        _connections.DeleteAsync(new StateKey(facility, Row), null, cancellationToken);
}
