using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Wire;
using Gatehouse.Compat;

namespace Azure.Data.Tables;

/// <summary>The Table service of a storage account.</summary>
public class TableServiceClient
{
    private readonly TableRequests _requests;

    /// <summary>Signs requests with the account key of a connection string.</summary>
    /// <exception cref="InvalidOperationException">The connection string is none.</exception>
    /// <exception cref="ArgumentException">It has no account or key.</exception>
    /// <exception cref="FormatException">Its key is no Base64.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        var connection = StorageConnection.Parse(connectionString, "Table", 10002);
        _requests = new TableRequests(connection.Endpoint, Build(options, new SharedKeyLitePolicy(connection)));
    }

    /// <summary>Authenticates requests with tokens of <paramref name="tokenCredential"/>.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        var authentication = new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default");
        _requests = new TableRequests(endpoint.AbsoluteUri.TrimEnd('/'), Build(options, authentication));
    }

    /// <summary>A client of one table, which need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_requests, tableName);
    }

    private static HttpPipeline Build(TableClientOptions? options, HttpPipelinePolicy authentication) => HttpPipelineBuilder.Build(
        new HttpPipelineOptions(options ?? new TableClientOptions())
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
}
