using Azure;
using Azure.Data.Tables;
using Gatehouse.State;

namespace Gatehouse.Azure.State;

/// <summary>
/// The state store on Azure Table Storage. A table is created by the first write that finds it missing; ETags are the service's.
/// A page ends early at 4 MiB. The client repeats calls that were throttled, timed out or found nobody; a write that was repeated
/// although its first try had arrived is recognized and counts as done. A deletion is not: it may say that there was nothing to delete.
/// </summary>
/// <param name="service">The storage account's Table service.</param>
public sealed class TableStateStore(TableServiceClient service) : IStateStore
{
    private const int PageBytes = 4 * 1024 * 1024;

    /// <inheritdoc />
    public async Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        return await CallAsync(
            table,
            async client => await FindAsync(client, TableRow.Empty(key), cancellationToken) is { } entity ? TableRow.Read(entity) : null,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<string?> InsertAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var entity = Check(table, key, body);
        return WriteOneAsync(table, entity, client => client.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<string> PutAsync(string table, StateKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var entity = Check(table, key, body);
        return await CallAsync(
            table, async client => Version(await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken)), cancellationToken);
    }

    /// <inheritdoc />
    public Task<string?> ReplaceAsync(
        string table, StateKey key, ReadOnlyMemory<byte> body, string etag, CancellationToken cancellationToken)
    {
        var entity = Check(table, key, body);
        return IsVersion(etag)
            ? WriteOneAsync(
                table,
                entity,
                client => client.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken),
                cancellationToken)
            : Task.FromResult<string?>(null);
    }

    /// <inheritdoc />
    public async Task<bool> DeleteAsync(string table, StateKey key, string? etag, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        if (etag is not null && !IsVersion(etag))
            return false;

        var entity = TableRow.Empty(key);
        return await CallAsync(
            table,
            async client =>
            {
                try
                {
                    var version = etag is null ? ETag.All : new ETag(etag);
                    var response = await client.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, version, cancellationToken);
                    return response.Status != 404;
                }
                catch (RequestFailedException error) when (IsConflict(error))
                {
                    return false;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<StatePage> QueryAsync(
        string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckPage(limit);
        var after = continuation is null ? (StateKey?)null : StateContinuation.Decode(continuation, range);
        return await CallAsync(
            table,
            async client =>
            {
                try
                {
                    return await PageAsync(client, range, limit, after, cancellationToken);
                }
                catch (RequestFailedException error) when (error.ErrorCode == StorageErrors.TableNotFound)
                {
                    return new StatePage([], Continuation: null);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> BatchAsync(
        string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckBatch(partition, changes);
        if (changes.Any(change => change.ETag is { } etag && !IsVersion(etag)))
            return false;

        TableTransactionAction[] actions = [.. changes.Select(change => Action(partition, change))];
        return await CallAsync(
            table,
            async client =>
            {
                try
                {
                    await client.SubmitTransactionAsync(actions, cancellationToken);
                    return true;
                }
                catch (RequestFailedException error) when (IsConflict(error))
                {
                    var written = actions.FirstOrDefault(action => action.ActionType != TableTransactionActionType.Delete);
                    return written is not null && await FindOwnAsync(client, (TableEntity)written.Entity, cancellationToken) is not null;
                }
            },
            cancellationToken);
    }

    private static TableEntity Check(string table, StateKey key, ReadOnlyMemory<byte> body)
    {
        StateLimits.CheckTable(table);
        StateLimits.CheckKey(key);
        StateLimits.CheckBody(body);
        return TableRow.Write(key, body);
    }

    private static async Task<StatePage> PageAsync(
        TableClient client, StateRange range, int limit, StateKey? after, CancellationToken cancellationToken)
    {
        var rows = new List<StateRow>();
        var bytes = 0;
        foreach (var filter in TableFilters.Of(range, after))
        {
            // The service ends a page where it likes, also with no row in it; this one goes on until it has enough.
            await foreach (var entity in client.QueryAsync<TableEntity>(filter, limit, null, cancellationToken))
            {
                var row = TableRow.Read(entity);
                rows.Add(row);
                bytes += row.Body.Length;
                if (rows.Count == limit || bytes >= PageBytes)
                    return new StatePage(rows, StateContinuation.Encode(row.Key));
            }
        }

        return new StatePage(rows, Continuation: null);
    }

    private static TableTransactionAction Action(string partition, StateChange change)
    {
        var key = new StateKey(partition, change.Row);
        return change.Kind switch
        {
            StateChangeKind.Insert => new(TableTransactionActionType.Add, TableRow.Write(key, change.Body)),
            StateChangeKind.Put => new(TableTransactionActionType.UpsertReplace, TableRow.Write(key, change.Body)),
            StateChangeKind.Replace => new(
                TableTransactionActionType.UpdateReplace, TableRow.Write(key, change.Body), new ETag(change.ETag!)),
            StateChangeKind.Delete => new(
                TableTransactionActionType.Delete, TableRow.Empty(key), change.ETag is { } etag ? new ETag(etag) : ETag.All),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "Unknown kind of change."),
        };
    }

    private Task<string?> WriteOneAsync(
        string table, TableEntity entity, Func<TableClient, Task<Response>> write, CancellationToken cancellationToken) => CallAsync(
        table,
        async client =>
        {
            try
            {
                return Version(await write(client));
            }
            catch (RequestFailedException error) when (IsConflict(error))
            {
                return (await FindOwnAsync(client, entity, cancellationToken))?.ETag.ToString();
            }
        },
        cancellationToken);

    /// <summary>Runs a call; when it finds no table, creates it and runs the call again.</summary>
    private async Task<T> CallAsync<T>(string table, Func<TableClient, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = service.GetTableClient(table);
        try
        {
            try
            {
                return await call(client);
            }
            catch (RequestFailedException error) when (error.ErrorCode == StorageErrors.TableNotFound)
            {
                await CreateAsync(client, cancellationToken);
                return await call(client);
            }
        }
        catch (Exception error) when (StorageErrors.IsFailure(error, cancellationToken))
        {
            throw StorageErrors.Translate(error, "Table Storage", $"the table {table}");
        }
    }

    private static async Task CreateAsync(TableClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(cancellationToken);
        }
        catch (RequestFailedException error) when (error is { Status: 409, ErrorCode: "TableAlreadyExists" })
        {
            // Another caller found it missing at the same time.
        }
    }

    private static async Task<TableEntity?> FindAsync(TableClient client, TableEntity key, CancellationToken cancellationToken)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, null, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>The row, if it is what <paramref name="written"/> wrote in an earlier try.</summary>
    private static async Task<TableEntity?> FindOwnAsync(TableClient client, TableEntity written, CancellationToken cancellationToken) =>
        await FindAsync(client, written, cancellationToken) is { } found && TableRow.IsSameWrite(found, written) ? found : null;

    /// <summary>Whether the row is not as the call expects it, as opposed to the table.</summary>
    private static bool IsConflict(RequestFailedException error) => error switch
    {
        { Status: 412 } => true,
        { Status: 409, ErrorCode: "EntityAlreadyExists" } => true,
        { Status: 404, ErrorCode: "ResourceNotFound" or "EntityNotFound" } => true,
        _ => false,
    };

    /// <summary>Whether the text can be an ETag of the service, which answers others with an error of its own.</summary>
    private static bool IsVersion(string etag) => etag.StartsWith("W/\"", StringComparison.Ordinal) && etag.EndsWith('"');

    private static string Version(Response response) => response.Headers.ETag?.ToString()
        ?? throw new StateStoreException("Table Storage wrote a row without saying its version.", isTransient: false);
}
