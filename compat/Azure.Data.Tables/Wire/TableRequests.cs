using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Writes the Table service's requests and sends them.</summary>
internal sealed class TableRequests(string endpoint, HttpPipeline pipeline)
{
    /// <summary>A text as it stands between single quotes in addresses and filters.</summary>
    public static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return expected.Contains(message.Response.Status) ? message.Response : throw new RequestFailedException(message.Response);
    }

    public HttpMessage CreateTable(string table)
    {
        var message = Start(RequestMethod.Post, "/Tables");
        message.Request.Headers.Add("Prefer", "return-no-content");
        SetJson(message.Request, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("TableName", table);
            writer.WriteEndObject();
        });
        return message;
    }

    public HttpMessage DeleteTable(string table) => Start(RequestMethod.Delete, $"/Tables('{table}')");

    public HttpMessage Get(string table, string partition, string row, IEnumerable<string>? select) =>
        Start(RequestMethod.Get, Address(table, partition, row) + Parameters([("$select", Join(select))]));

    public HttpMessage Query(string table, string? filter, int? top, IEnumerable<string>? select, string? nextPartition, string? nextRow) =>
        Start(RequestMethod.Get, $"/{table}()" + Parameters(
        [
            ("$filter", filter),
            ("$top", top?.ToString(CultureInfo.InvariantCulture)),
            ("$select", Join(select)),
            ("NextPartitionKey", nextPartition),
            ("NextRowKey", nextRow),
        ]));

    public HttpMessage Insert(string table, ITableEntity entity)
    {
        var message = Start(RequestMethod.Post, $"/{table}");
        message.Request.Headers.Add("Prefer", "return-no-content");
        SetJson(message.Request, writer => EntityJson.Write(writer, entity));
        return message;
    }

    public HttpMessage Update(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch)
    {
        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        var message = Start(method, Address(table, entity.PartitionKey, entity.RowKey));
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());

        SetJson(message.Request, writer => EntityJson.Write(writer, entity));
        return message;
    }

    public HttpMessage Delete(string table, string partition, string row, ETag ifMatch)
    {
        var message = Start(RequestMethod.Delete, Address(table, partition, row));
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return message;
    }

    public HttpMessage Batch(TransactionContent content)
    {
        var message = Start(RequestMethod.Post, "/$batch");
        message.Request.Headers.SetValue("Content-Type", content.ContentType);
        message.Request.Content = RequestContent.Create(content.ToBytes());
        return message;
    }

    private static string Address(string table, string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return $"/{table}(PartitionKey='{Uri.EscapeDataString(Quote(partitionKey))}',RowKey='{Uri.EscapeDataString(Quote(rowKey))}')";
    }

    private static string Parameters((string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return string.Join('&', given) is { Length: > 0 } query ? $"?{query}" : "";
    }

    private static string? Join(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);

    private static void SetJson(Request request, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);

        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(stream.ToArray());
    }

    private HttpMessage Start(RequestMethod method, string pathAndQuery)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(endpoint + pathAndQuery));
        message.Request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("x-ms-version", TableClientOptions.Version);
        return message;
    }
}
