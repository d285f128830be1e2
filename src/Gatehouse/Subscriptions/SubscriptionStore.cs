using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Subscriptions;

/// <summary>The subscriptions, all in one partition: each event is compared with all of them.</summary>
/// <param name="store">Where they are.</param>
/// <param name="protector">Encrypts addresses and secrets.</param>
public sealed class SubscriptionStore(IStateStore store, DataProtector protector)
{
    /// <summary>The partition of the outbox.</summary>
    public const string Partition = "s";

    private const string Table = "Subscriptions";
    private const string Prefix = "sub:";
    private readonly StateTable<Subscription> _subscriptions = new(store, Table, GatehouseJson.Default.Subscription);

    /// <summary>The events that wait beside the subscriptions that they tell of.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>All subscriptions, the oldest first.</summary>
    public IAsyncEnumerable<StateDocument<Subscription>> ListAsync(CancellationToken cancellationToken) =>
        _subscriptions.QueryAsync(StateRange.WithPrefix(Partition, Prefix), cancellationToken);

    /// <summary>Reads a subscription; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<Subscription>?> FindAsync(string id, CancellationToken cancellationToken) =>
        _subscriptions.GetAsync(KeyOf(id), cancellationToken);

    /// <summary>Adds a subscription with a new id. Returns <see langword="false"/> when the id is taken.</summary>
    public async Task<bool> InsertAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await _subscriptions.InsertAsync(KeyOf(subscription.Id), subscription, cancellationToken) is not null;

    /// <summary>Writes a subscription that has not changed since it was read, with events that tell of it. Returns <see langword="false"/> when it has.</summary>
    public Task<bool> ReplaceAsync(Subscription subscription, string etag, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) =>
        store.BatchAsync(
            Table,
            Partition,
            [StateChange.Replace(Prefix + subscription.Id, _subscriptions.Write(subscription), etag), .. events.Select(Outbox.Add)],
            cancellationToken);

    /// <summary>Removes a subscription. Returns <see langword="false"/> when there was none.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        _subscriptions.DeleteAsync(KeyOf(id), null, cancellationToken);

    /// <summary>Encrypts an address or secret of a subscription.</summary>
    public ValueTask<byte[]> ProtectAsync(string id, string text, CancellationToken cancellationToken) =>
        protector.ProtectAsync(Table, KeyOf(id), System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Decrypts an address or secret of a subscription.</summary>
    public async ValueTask<string> UnprotectAsync(string id, byte[] cipher, CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString(await protector.UnprotectAsync(Table, KeyOf(id), cipher, cancellationToken));

    private static StateKey KeyOf(string id) => new(Partition, Prefix + id);
}
