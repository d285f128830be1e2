using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.State;

/// <summary>A table, or a part of one, whose documents are all of one type.</summary>
/// <typeparam name="T">The documents' type.</typeparam>
/// <param name="store">Where it is.</param>
/// <param name="table">The table's name.</param>
/// <param name="type">How its documents are written.</param>
public sealed class StateTable<T>(IStateStore store, string table, JsonTypeInfo<T> type)
    where T : class
{
    private const int PageRows = 500;
    private const int ParallelDeletes = 8;

    /// <summary>Reads a document; <see langword="null"/> when absent.</summary>
    public async Task<StateDocument<T>?> GetAsync(StateKey key, CancellationToken cancellationToken) =>
        await store.GetAsync(table, key, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Adds a document and returns its ETag; <see langword="null"/> when it is present already.</summary>
    public Task<string?> InsertAsync(StateKey key, T document, CancellationToken cancellationToken) =>
        store.InsertAsync(table, key, Write(document), cancellationToken);

    /// <summary>Writes a document, present or not, and returns its ETag.</summary>
    public Task<string> PutAsync(StateKey key, T document, CancellationToken cancellationToken) =>
        store.PutAsync(table, key, Write(document), cancellationToken);

    /// <summary>Writes a document that has not changed since it was read and returns its new ETag; <see langword="null"/> when it has.</summary>
    public Task<string?> ReplaceAsync(StateKey key, T document, string etag, CancellationToken cancellationToken) =>
        store.ReplaceAsync(table, key, Write(document), etag, cancellationToken);

    /// <summary>Removes a document, in a given version or any. Returns <see langword="false"/> when it was absent or changed.</summary>
    public Task<bool> DeleteAsync(StateKey key, string? etag, CancellationToken cancellationToken) =>
        store.DeleteAsync(table, key, etag, cancellationToken);

    /// <summary>Reads all documents of a range, in order, page by page.</summary>
    public async IAsyncEnumerable<StateDocument<T>> QueryAsync(
        StateRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, range, PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return Read(row);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>
    /// Removes the documents of the table that are over, a page at a time, and returns how many. A document that changes meanwhile stays.
    /// </summary>
    /// <param name="isOver">Whether a document is of no use any more.</param>
    /// <param name="cancellationToken">Ends the removal; what was removed until then is gone.</param>
    public async Task<int> PruneAsync(Predicate<T> isOver, CancellationToken cancellationToken)
    {
        var removed = 0;
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, StateRange.WholeTable, PageRows, continuation, cancellationToken);
            var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page.Rows.Select(Read).Where(row => isOver(row.Value)), limits, async (row, token) =>
            {
                if (await DeleteAsync(row.Key, row.ETag, token))
                    Interlocked.Increment(ref removed);
            });
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return removed;
    }

    /// <summary>The document as it is stored, for batches.</summary>
    public ReadOnlyMemory<byte> Write(T document) => JsonSerializer.SerializeToUtf8Bytes(document, type);

    /// <summary>A row as a document, for pages that are read without this class.</summary>
    public StateDocument<T> Read(StateRow row) => new(
        row.Key,
        JsonSerializer.Deserialize(row.Body.Span, type) ?? throw new StateStoreException($"The row {row.Key} of {table} holds no document.", false),
        row.ETag);
}
