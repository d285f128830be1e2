using Gatehouse.State;

namespace Gatehouse.Sqlite.State;

/// <summary>
/// The state store on SQLite. ETags are random 128-bit numbers. A page ends early at 4 MiB.
/// A write whose token is cancelled before it starts is not applied; one that started is finished.
/// </summary>
/// <param name="database">Where the rows are.</param>
public sealed class SqliteStateStore(SqliteDatabase database) : IStateStore
{
    /// <inheritdoc />
    public Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<StateRow?>(cancellationToken)
            : Task.FromResult(database.Read((table, key), static (session, of) => StateStatements.Get(session, of.table, of.key)));
    }

    /// <inheritdoc />
    public Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Check(table, key, body);
        return database.WriteAsync(session => StateStatements.Insert(session, table, key, body), cancellationToken);
    }

    /// <inheritdoc />
    public Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Check(table, key, body);
        return database.WriteAsync(session => StateStatements.Put(session, table, key, body), cancellationToken);
    }

    /// <inheritdoc />
    public Task<string?> ReplaceAsync(
        string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken)
    {
        Check(table, key, body);
        return database.WriteAsync(session => StateStatements.Replace(session, table, key, body, etag), cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        return database.WriteAsync(session => StateStatements.Delete(session, table, key, etag), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StatePage> QueryAsync(
        string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckPage(limit);
        var after = continuation is null ? (StateKey?)null : StateContinuation.Decode(continuation, range);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<StatePage>(cancellationToken)
            : Task.FromResult(database.Read(
                (table, range, limit, after),
                static (session, of) => StateStatements.Page(session, of.table, of.range, of.limit, of.after)));
    }

    /// <inheritdoc />
    public Task<bool> BatchAsync(
        string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckBatch(partition, changes);
        return database.WriteAsync(session => ApplyAllOrNone(session, table, partition, changes), cancellationToken);
    }

    private static void Check(string table, StateKey key, ReadOnlyMemory<byte> body)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        StateLimits.CheckBody(body);
    }

    private static bool ApplyAllOrNone(SqliteSession session, string table, string partition, IReadOnlyList<StateChange> changes)
    {
        // The transaction may hold the writes of other callers, which a conflict here must not undo.
        session.Execute("SAVEPOINT batch");
        var applied = changes.All(change => Apply(session, table, new StateKey(partition, change.Row), change));
        if (!applied)
            session.Execute("ROLLBACK TO batch");

        session.Execute("RELEASE batch");
        return applied;
    }

    private static bool Apply(SqliteSession session, string table, StateKey key, StateChange change) => change.Kind switch
    {
        StateChangeKind.Insert => StateStatements.Insert(session, table, key, change.Body) is not null,
        StateChangeKind.Put => StateStatements.Put(session, table, key, change.Body) is not null,
        StateChangeKind.Replace => StateStatements.Replace(session, table, key, change.Body, change.ETag!) is not null,
        StateChangeKind.Delete => StateStatements.Delete(session, table, key, change.ETag),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "Unknown kind of change."),
    };
}
