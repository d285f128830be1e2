using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Indexes;

/// <summary>The hub's own records of one kind of vendor object: by the vendor's id and by the caller's key. A partition is a facility.</summary>
/// <param name="store">Where they are.</param>
/// <param name="table">Their table.</param>
/// <param name="prefix">What row keys of objects begin with, such as <c>v:</c>.</param>
public sealed class ObjectIndex(IStateStore store, string table, string prefix)
{
    private readonly StateTable<KeyRecord> _keys = new(store, table, GatehouseJson.Default.KeyRecord);
    private readonly StateTable<ObjectRecord> _objects = new(store, table, GatehouseJson.Default.ObjectRecord);

    /// <summary>What is known of a caller's key.</summary>
    public Task<StateDocument<KeyRecord>?> FindKeyAsync(string facility, string key, CancellationToken cancellationToken) =>
        _keys.GetAsync(KeyRow(facility, key), cancellationToken);

    /// <summary>Takes a key for a create. Returns <see langword="false"/> when it is taken already.</summary>
    public async Task<bool> ClaimKeyAsync(string facility, string key, KeyRecord record, CancellationToken cancellationToken) =>
        await _keys.InsertAsync(KeyRow(facility, key), record, cancellationToken) is not null;

    /// <summary>Writes a key's record anew, if nobody else did. Returns <see langword="false"/> when somebody did.</summary>
    public async Task<bool> ReplaceKeyAsync(StateDocument<KeyRecord> read, KeyRecord record, CancellationToken cancellationToken) =>
        await _keys.ReplaceAsync(read.Key, record, read.ETag, cancellationToken) is not null;

    /// <summary>Gives up a key whose create made nothing, unless it belongs to another create by now.</summary>
    public async Task ReleaseKeyAsync(string facility, string key, string operationId, CancellationToken cancellationToken)
    {
        if (await FindKeyAsync(facility, key, cancellationToken) is { } found && found.Value.OperationId == operationId && found.Value.Id is null)
            await _keys.DeleteAsync(found.Key, found.ETag, cancellationToken);
    }

    /// <summary>What is known of an object; <see langword="null"/> for one that the hub did not make or change.</summary>
    public async Task<ObjectRecord?> FindAsync(string facility, string id, CancellationToken cancellationToken) =>
        (await _objects.GetAsync(ObjectRow(facility, id), cancellationToken))?.Value;

    /// <summary>Writes down an object that is new, and its key with it where it has one.</summary>
    public async Task RecordAsync(string facility, string id, ObjectRecord record, KeyRecord? keyed, CancellationToken cancellationToken)
    {
        var changes = new List<StateChange> { StateChange.Put(prefix + id, _objects.Write(record)) };
        if (record.Key is { } key && keyed is not null)
            changes.Add(StateChange.Put(KeyPrefix + key, _keys.Write(keyed with { Id = id })));
        await store.BatchAsync(table, facility, changes, cancellationToken);
    }

    /// <summary>Changes what is known of an object, whatever others change of it at the same time.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="id">The vendor's id of the object.</param>
    /// <param name="change">The record as it shall be; may run more than once.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The record as it is then.</returns>
    public async Task<ObjectRecord> ChangeAsync(string facility, string id, Func<ObjectRecord, ObjectRecord> change, CancellationToken cancellationToken)
    {
        var key = ObjectRow(facility, id);
        while (true)
        {
            var read = await _objects.GetAsync(key, cancellationToken);
            var before = read?.Value ?? new ObjectRecord();
            var after = change(before);
            if (after == before
                || (read is null ? await _objects.InsertAsync(key, after, cancellationToken) : await _objects.ReplaceAsync(key, after, read.ETag, cancellationToken)) is not null)
            {
                return after;
            }
        }
    }

    /// <summary>Forgets an object and its key, but for the grant that made it.</summary>
    public async Task RemoveAsync(string facility, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(facility, id, cancellationToken) is not { } record)
            return;

        // The key goes first: a key without an object would point to nothing for ever.
        if (record.Key is { } key && await FindKeyAsync(facility, key, cancellationToken) is { } found && found.Value.Id == id)
            await _keys.DeleteAsync(found.Key, found.ETag, cancellationToken);

        // Passages that come late are still of the grant.
        if (record.MadeByGrant is null)
            await _objects.DeleteAsync(ObjectRow(facility, id), null, cancellationToken);
        else
            await ChangeAsync(facility, id, known => new ObjectRecord { MadeByGrant = known.MadeByGrant }, cancellationToken);
    }

    /// <summary>Forgets all objects and keys of a facility.</summary>
    public async Task ForgetAsync(string facility, CancellationToken cancellationToken)
    {
        StatePage page;
        do
        {
            page = await store.QueryAsync(table, StateRange.Of(facility), StateLimits.BatchRows, null, cancellationToken);
            foreach (var row in page.Rows)
                await store.DeleteAsync(table, row.Key, null, cancellationToken);
        }
        while (page.Rows.Count > 0);
    }

    private const string KeyPrefix = "key:";

    private static StateKey KeyRow(string facility, string key) => new(facility, KeyPrefix + key);

    private StateKey ObjectRow(string facility, string id) => new(facility, prefix + id);
}
