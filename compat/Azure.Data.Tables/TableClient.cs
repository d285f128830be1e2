using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table. Every failure is a <see cref="RequestFailedException"/> with the service's status and error code.</summary>
public class TableClient
{
    private readonly TableRequests _requests;

    internal TableClient(TableRequests requests, string name)
    {
        _requests = requests;
        Name = name;
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>Quotes and escapes the texts in a filter.</summary>
    public static string CreateQueryFilter(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var values = Array.ConvertAll(filter.GetArguments(), value => value is string text
            ? (object)$"'{TableRequests.Quote(text)}'"
            : throw new NotSupportedException("Only texts can be compared."));
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, filter.Format, values);
    }

    /// <summary>Creates the table; 409 <c>TableAlreadyExists</c> when it exists.</summary>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default)
    {
        using var message = _requests.CreateTable(Name);
        return Response.FromValue(new TableItem(Name), await _requests.SendAsync(message, cancellationToken, 201, 204).ConfigureAwait(false));
    }

    /// <summary>Deletes the table; 404 when there is none.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = _requests.DeleteTable(Name);
        return await _requests.SendAsync(message, cancellationToken, 204, 404).ConfigureAwait(false);
    }

    /// <summary>Reads an entity; the response has no value when the service answers 404.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = _requests.Get(Name, partitionKey, rowKey, select);
        var response = await _requests.SendAsync(message, cancellationToken, 200, 404).ConfigureAwait(false);
        return response.Status == 404
            ? new NoValueResponse<T>(response)
            : Response.FromValue(EntityJson.Cast<T>(ReadOne(response)), response);
    }

    /// <summary>Adds an entity; 409 <c>EntityAlreadyExists</c> when it is present.</summary>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = _requests.Insert(Name, entity);
        return await _requests.SendAsync(message, cancellationToken, 201, 204).ConfigureAwait(false);
    }

    /// <summary>Writes an entity, present or not.</summary>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = _requests.Update(Name, entity, mode, default);
        return await _requests.SendAsync(message, cancellationToken, 204).ConfigureAwait(false);
    }

    /// <summary>Writes an entity that is present in the version <paramref name="ifMatch"/>; 412 when it changed, 404 when it is gone.</summary>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));

        using var message = _requests.Update(Name, entity, mode, ifMatch);
        return await _requests.SendAsync(message, cancellationToken, 204).ConfigureAwait(false);
    }

    /// <summary>Removes an entity, in any version by default; 412 when it changed. A response with status 404 says that there was none.</summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = _requests.Delete(Name, partitionKey, rowKey, ifMatch);
        return await _requests.SendAsync(message, cancellationToken, 204, 404).ConfigureAwait(false);
    }

    /// <summary>Reads the entities that a filter names, ordered by partition and row key, page by page.</summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => new EntityPages<T>(_requests, Name, filter, maxPerPage, select, cancellationToken);

    /// <summary>Applies all actions or none, within one partition; a response each, in their order.</summary>
    /// <exception cref="TableTransactionFailedException">An action failed; none was applied.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        using var content = new TransactionContent();
        foreach (var action in transactionActions)
        {
            using var part = Part(action);
            content.Add(part.Request);
        }

        if (content.Count == 0)
            throw new InvalidOperationException("The transaction has no actions.");

        using var message = _requests.Batch(content);
        var response = await _requests.SendAsync(message, cancellationToken, 202).ConfigureAwait(false);
        var parts = TransactionResponse.Read(response);
        return parts.FirstOrDefault(part => part.Status >= 400) is { } failed
            ? throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrorParser.Instance))
            : Response.FromValue(parts, response);
    }

    private static TableEntity ReadOne(Response response)
    {
        try
        {
            return EntityJson.ReadOne(response.Content.ToMemory());
        }
        catch (JsonException exception)
        {
            throw new RequestFailedException(
                response.Status, $"The body is missing or no entity. HTTP {response.Status} ({response.ReasonPhrase}).", exception);
        }
    }

    private HttpMessage Part(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => _requests.Insert(Name, action.Entity),
        TableTransactionActionType.UpdateMerge => _requests.Update(Name, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => _requests.Update(Name, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.Delete => _requests.Delete(Name, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        TableTransactionActionType.UpsertMerge => _requests.Update(Name, action.Entity, TableUpdateMode.Merge, default),
        TableTransactionActionType.UpsertReplace => _requests.Update(Name, action.Entity, TableUpdateMode.Replace, default),
        _ => throw new InvalidOperationException("Unknown request type."),
    };
}
