using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gatehouse.Azure.State;
using Gatehouse.Azure.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests;

/// <summary>The adapters over clients that lose no time between their four tries.</summary>
internal static class StorageClients
{
    public static TableStateStore Store(string connectionString, TimeSpan? timeout = null) =>
        new(new TableServiceClient(connectionString, Impatient(AzureClients.ForTables(), timeout)));

    public static StorageWorkQueue Queue(string connectionString, TimeSpan? timeout = null) =>
        new(new QueueServiceClient(connectionString, Impatient(AzureClients.ForQueues(), timeout)), NullLogger<StorageWorkQueue>.Instance);

    public static T Impatient<T>(T options, TimeSpan? timeout = null)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.NetworkTimeout = timeout ?? TimeSpan.FromSeconds(20);
        return options;
    }
}
