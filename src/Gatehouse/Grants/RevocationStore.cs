using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>Revocations of many grants: the table Operations.</summary>
/// <param name="store">Where they are.</param>
public sealed class RevocationStore(IStateStore store)
{
    private readonly StateTable<Revocation> _rows = new(store, "Operations", GatehouseJson.Default.Revocation);

    /// <summary>Reads one; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<Revocation>?> FindAsync(string id, CancellationToken cancellationToken) => _rows.GetAsync(Key(id), cancellationToken);

    /// <summary>Adds one. Returns <see langword="false"/> when it is there already.</summary>
    public async Task<bool> AddAsync(Revocation revocation, CancellationToken cancellationToken) =>
        await _rows.InsertAsync(Key(revocation.Id), revocation, cancellationToken) is not null;

    /// <summary>Writes how far it is. <see langword="null"/> when somebody else went on with it.</summary>
    public async Task<StateDocument<Revocation>?> SaveAsync(
        StateDocument<Revocation> read, Revocation revocation, CancellationToken cancellationToken) =>
        await _rows.ReplaceAsync(read.Key, revocation, read.ETag, cancellationToken) is { } etag
            ? new StateDocument<Revocation>(read.Key, revocation, etag)
            : null;

    private static StateKey Key(string id) => new(id, "revocation");
}
