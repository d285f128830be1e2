using Gatehouse.State;

namespace Gatehouse.Testing;

/// <summary>A store that hands all calls on to another, for tests to step in between: at one method, or at <see cref="CallAsync"/> for each.</summary>
/// <param name="inner">The store that does it.</param>
public abstract class StoreOver(IStateStore inner) : IStateStore
{
    public virtual Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: false, name => inner.GetAsync(name, key, cancellationToken));

    public Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: true, name => inner.InsertAsync(name, key, body, cancellationToken));

    public Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: true, name => inner.PutAsync(name, key, body, cancellationToken));

    public Task<string?> ReplaceAsync(string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: true, name => inner.ReplaceAsync(name, key, body, etag, cancellationToken));

    public Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: true, name => inner.DeleteAsync(name, key, etag, cancellationToken));

    public virtual Task<StatePage> QueryAsync(string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: false, name => inner.QueryAsync(name, range, limit, continuation, cancellationToken));

    public virtual Task<bool> BatchAsync(string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        CallAsync(table, isWrite: true, name => inner.BatchAsync(name, partition, changes, cancellationToken));

    /// <summary>Does a call.</summary>
    /// <param name="table">The table that the caller named.</param>
    /// <param name="isWrite">Whether it writes; a batch is one write.</param>
    /// <param name="call">Does it on the inner store, in the table of the given name.</param>
    protected virtual Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call) => call(table);
}
