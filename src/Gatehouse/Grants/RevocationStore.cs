using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>
/// Revocations of many grants: the table Operations. Those that are not done are also in the table Revocations, in one partition: there they
/// are before they are written, and until they are done.
/// </summary>
/// <param name="store">Where they are.</param>
public sealed class RevocationStore(IStateStore store)
{
    private const string OpenPartition = "open";
    private readonly StateTable<Revocation> _rows = new(store, "Operations", GatehouseJson.Default.Revocation);
    private readonly StateTable<OpenRevocation> _open = new(store, "Revocations", GatehouseJson.Default.OpenRevocation);

    /// <summary>Reads one; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<Revocation>?> FindAsync(string id, CancellationToken cancellationToken) => _rows.GetAsync(Key(id), cancellationToken);

    /// <summary>Adds one. Returns <see langword="false"/> when it is there already.</summary>
    public async Task<bool> AddAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        await _open.InsertAsync(OpenKey(revocation.Id), new OpenRevocation(revocation.Id, revocation.CreatedAt), cancellationToken);
        return await _rows.InsertAsync(Key(revocation.Id), revocation, cancellationToken) is not null;
    }

    /// <summary>Writes how far it is. <see langword="null"/> when somebody else went on with it.</summary>
    public async Task<StateDocument<Revocation>?> SaveAsync(
        StateDocument<Revocation> read, Revocation revocation, CancellationToken cancellationToken) =>
        await _rows.ReplaceAsync(read.Key, revocation, read.ETag, cancellationToken) is { } etag
            ? new StateDocument<Revocation>(read.Key, revocation, etag)
            : null;

    /// <summary>Those that are not known to be done.</summary>
    public IAsyncEnumerable<StateDocument<OpenRevocation>> OpenAsync(CancellationToken cancellationToken) =>
        _open.QueryAsync(StateRange.Of(OpenPartition), cancellationToken);

    /// <summary>Writes that the work of one was asked for again. Returns <see langword="false"/> when somebody else did, or it is done.</summary>
    public async Task<bool> AskedAsync(StateDocument<OpenRevocation> read, DateTimeOffset now, CancellationToken cancellationToken) =>
        await _open.ReplaceAsync(read.Key, read.Value with { AskedAt = now, Sweeps = read.Value.Sweeps + 1 }, read.ETag, cancellationToken) is not null;

    /// <summary>Writes that one is done, or never came to be.</summary>
    public Task CloseAsync(string id, CancellationToken cancellationToken) => _open.DeleteAsync(OpenKey(id), null, cancellationToken);

    private static StateKey Key(string id) => new(id, "revocation");

    private static StateKey OpenKey(string id) => new(OpenPartition, id);
}
