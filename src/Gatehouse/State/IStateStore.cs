namespace Gatehouse.State;

/// <summary>
/// Tables of JSON documents keyed by (partition, row). A write that returned is durable.
/// Every adapter enforces <see cref="StateLimits"/>. Failures of the store itself are thrown as <see cref="StateStoreException"/>.
/// </summary>
/// <remarks>
/// A table exists from its first use on; names are 3 to 63 ASCII letters and digits, starting with a letter,
/// and no two differ by case alone.
/// </remarks>
public interface IStateStore
{
    /// <summary>Reads a row; <see langword="null"/> when absent.</summary>
    Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken);

    /// <summary>Adds a row and returns its ETag; <see langword="null"/> when the row is present already.</summary>
    Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>Writes a row, present or not, and returns its ETag.</summary>
    Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a row that still has the version <paramref name="etag"/> and returns its new ETag;
    /// <see langword="null"/> when it changed or is gone.
    /// </summary>
    Task<string?> ReplaceAsync(string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a row, in the version <paramref name="etag"/> where one is given.
    /// Returns <see langword="false"/> when it was absent or changed.
    /// </summary>
    Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken);

    /// <summary>Reads a part of a range, in order.</summary>
    /// <param name="table">The table.</param>
    /// <param name="range">Which rows.</param>
    /// <param name="limit">The most rows in the page, 1 to 1,000.</param>
    /// <param name="continuation">From the page before; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The continuation is not one of this range.</exception>
    Task<StatePage> QueryAsync(string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken);

    /// <summary>
    /// Applies all changes or none, within one partition. Returns <see langword="false"/>, with nothing written,
    /// when any of them conflicts.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition of every row.</param>
    /// <param name="changes">1 to 100 changes of different rows, at most <see cref="StateLimits.BatchBytes"/> together.</param>
    /// <param name="cancellationToken">Cancels the write; a batch that was cancelled may have been applied.</param>
    Task<bool> BatchAsync(string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken);
}
