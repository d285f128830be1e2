using Azure.Core;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Queues;
using Gatehouse.Azure.State;

namespace Gatehouse.Azure;

/// <summary>How the clients repeat a call that was throttled, timed out or found nobody: four tries within a caller's patience of 30 s.</summary>
internal static class AzureClients
{
    public static TableClientOptions ForTables()
    {
        var options = Configure(new TableClientOptions());
        options.AddPolicy(new BusyTransactionPolicy(), HttpPipelinePosition.PerRetry);
        return options;
    }

    public static QueueClientOptions ForQueues() => Configure(new QueueClientOptions());

    public static SecretClientOptions ForVault() => Configure(new SecretClientOptions());

    private static T Configure<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(250);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(6);
        return options;
    }
}
