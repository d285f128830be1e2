using Gatehouse.State;

namespace Gatehouse.Contracts.Lanes;

/// <summary>A store as one process sees it: its tables are the test's own, and each call is a step.</summary>
public sealed class SteppedStore(IStateStore inner, string scope, LaneSteps steps) : IStateStore
{
    private int _writes;
    private int _rowsRead;

    /// <summary>How many writes there were, a batch counting as one.</summary>
    public int Writes => _writes;

    /// <summary>How many rows queries returned.</summary>
    public int RowsRead => _rowsRead;

    public Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken) =>
        steps.TakeAsync(() => inner.GetAsync(table + scope, key, cancellationToken));

    public Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.InsertAsync(table + scope, key, body, cancellationToken));

    public Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.PutAsync(table + scope, key, body, cancellationToken));

    public Task<string?> ReplaceAsync(string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.ReplaceAsync(table + scope, key, body, etag, cancellationToken));

    public Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.DeleteAsync(table + scope, key, etag, cancellationToken));

    public async Task<StatePage> QueryAsync(string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await steps.TakeAsync(() => inner.QueryAsync(table + scope, range, limit, continuation, cancellationToken));
        Interlocked.Add(ref _rowsRead, page.Rows.Count);
        return page;
    }

    public Task<bool> BatchAsync(string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.BatchAsync(table + scope, partition, changes, cancellationToken));

    private Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        Interlocked.Increment(ref _writes);
        return steps.TakeAsync(write);
    }
}
