using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.Subscriptions;

/// <summary>What is and was delivered: a partition for each subscription, the latest event first.</summary>
/// <param name="store">Where it is.</param>
public sealed class DeliveryStore(IStateStore store)
{
    private const string Table = "Deliveries";
    private readonly StateTable<Delivery> _deliveries = new(store, Table, GatehouseJson.Default.Delivery);

    /// <summary>The row of an event: the same however often it is asked for.</summary>
    public static string RowOf(HubEvent hubEvent) => $"{InvertedTime.KeyOf(hubEvent.Time)}:{hubEvent.Id}";

    /// <summary>Reads a delivery; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<Delivery>?> GetAsync(string subscription, string row, CancellationToken cancellationToken) =>
        _deliveries.GetAsync(new StateKey(subscription, row), cancellationToken);

    /// <summary>Adds a delivery. Returns <see langword="false"/> when there is one of the same event.</summary>
    public async Task<bool> InsertAsync(string subscription, string row, Delivery delivery, CancellationToken cancellationToken) =>
        await _deliveries.InsertAsync(new StateKey(subscription, row), delivery, cancellationToken) is not null;

    /// <summary>Writes a delivery that has not changed since it was read. Returns <see langword="false"/> when it has.</summary>
    public async Task<bool> ReplaceAsync(StateDocument<Delivery> read, Delivery delivery, CancellationToken cancellationToken) =>
        await _deliveries.ReplaceAsync(read.Key, delivery, read.ETag, cancellationToken) is not null;

    /// <summary>Reads a part of a subscription's deliveries, the latest event first.</summary>
    public async Task<Page<Delivery>> ListAsync(string subscription, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(Table, StateRange.Of(subscription), page.Limit, page.Position, cancellationToken);
        return new Page<Delivery>([.. rows.Rows.Select(row => _deliveries.Read(row).Value)], rows.Continuation);
    }

    /// <summary>Forgets deliveries from before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _deliveries.PruneAsync(delivery => delivery.CreatedAt < before, cancellationToken);
}
