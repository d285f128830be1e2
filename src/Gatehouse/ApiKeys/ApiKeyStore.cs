using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.ApiKeys;

/// <summary>The callers' keys.</summary>
/// <param name="store">Where they are.</param>
public sealed class ApiKeyStore(IStateStore store)
{
    private const string Table = "ApiKeys";
    private const string Row = "key";
    private readonly StateTable<ApiKey> _keys = new(store, Table, GatehouseJson.Default.ApiKey);

    /// <summary>Reads a key; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<ApiKey>?> GetAsync(string id, CancellationToken cancellationToken) =>
        _keys.GetAsync(new StateKey(id, Row), cancellationToken);

    /// <summary>Reads a part of all keys, by id.</summary>
    public async Task<Page<ApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(Table, StateRange.WholeTable, page.Limit, page.Position, cancellationToken);
        return new Page<ApiKey>([.. rows.Rows.Select(row => _keys.Read(row).Value)], rows.Continuation);
    }

    /// <summary>Adds a key. Returns <see langword="false"/> when its id is taken.</summary>
    public async Task<bool> InsertAsync(ApiKey key, CancellationToken cancellationToken) =>
        await _keys.InsertAsync(new StateKey(key.Id, Row), key, cancellationToken) is not null;

    /// <summary>Writes a key that has not changed since it was read and returns its new ETag; <see langword="null"/> when it has.</summary>
    public Task<string?> ReplaceAsync(ApiKey key, string etag, CancellationToken cancellationToken) =>
        _keys.ReplaceAsync(new StateKey(key.Id, Row), key, etag, cancellationToken);

    /// <summary>Removes a key. Returns <see langword="false"/> when there was none.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        _keys.DeleteAsync(new StateKey(id, Row), null, cancellationToken);
}
