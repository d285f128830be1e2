using Gatehouse.State;

namespace Gatehouse.Benchmarks.Grants;

/// <summary>A store that counts its writes, a batch as one.</summary>
internal sealed class CountingStore(IStateStore inner) : IStateStore
{
    private long _writes;

    public long Writes => Interlocked.Read(ref _writes);

    public static CountingStore Decorate(IServiceProvider provider, ServiceDescriptor registered) =>
        new((IStateStore)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));

    public Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken) => inner.GetAsync(table, key, cancellationToken);

    public Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return inner.InsertAsync(table, key, body, cancellationToken);
    }

    public Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return inner.PutAsync(table, key, body, cancellationToken);
    }

    public Task<string?> ReplaceAsync(string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return inner.ReplaceAsync(table, key, body, etag, cancellationToken);
    }

    public Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return inner.DeleteAsync(table, key, etag, cancellationToken);
    }

    public Task<StatePage> QueryAsync(string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, range, limit, continuation, cancellationToken);

    public Task<bool> BatchAsync(string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return inner.BatchAsync(table, partition, changes, cancellationToken);
    }
}
