using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues.Wire;
using Gatehouse.Compat;

namespace Azure.Storage.Queues;

/// <summary>The Queue service of a storage account.</summary>
public class QueueServiceClient
{
    private readonly QueueRequests _requests;

    /// <summary>Signs requests with the account key of a connection string.</summary>
    /// <exception cref="FormatException">The connection string is none, or has no account key.</exception>
    public QueueServiceClient(string connectionString, QueueClientOptions? options)
    {
        var connection = StorageConnection.Parse(connectionString, "Queue", 10001);
        _requests = new QueueRequests(connection.Endpoint, Build(options, new SharedKeyPolicy(connection)));
    }

    /// <summary>Authenticates requests with tokens of <paramref name="credential"/>.</summary>
    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serviceUri);
        ArgumentNullException.ThrowIfNull(credential);
        var authentication = new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default");
        _requests = new QueueRequests(serviceUri.AbsoluteUri.TrimEnd('/'), Build(options, authentication));
    }

    /// <summary>A client of one queue, which need not exist.</summary>
    public virtual QueueClient GetQueueClient(string queueName)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueName);
        return new QueueClient(_requests, queueName);
    }

    private static HttpPipeline Build(QueueClientOptions? options, HttpPipelinePolicy authentication) => HttpPipelineBuilder.Build(
        new HttpPipelineOptions(options ?? new QueueClientOptions())
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = StorageErrorParser.Instance,
        });
}
