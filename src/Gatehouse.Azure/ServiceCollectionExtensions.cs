using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Queues;
using Gatehouse.Azure.Secrets;
using Gatehouse.Azure.State;
using Gatehouse.Azure.Work;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Azure;

/// <summary>Registers the Azure stores.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IStateStore"/> and <see cref="IWorkQueue"/> as singletons over a storage account and, where a vault is given,
    /// <see cref="ISecretStore"/> over it (also as <see cref="KeyVaultSecretStore"/>, for health probes). Nothing is called before the
    /// first use. Logging must be registered; <see cref="TimeProvider"/> is the system's unless it is registered. A connection string that
    /// is none is a <see cref="FormatException"/> when a port is resolved.
    /// </summary>
    /// <exception cref="ArgumentException">Storage is named by neither or both of connection string and account.</exception>
    public static IServiceCollection AddAzureStores(this IServiceCollection services, AzureStoreOptions options)
    {
        if (string.IsNullOrEmpty(options.StorageConnectionString) == string.IsNullOrEmpty(options.StorageAccountName))
            throw new ArgumentException("Name the storage by its connection string or by its account's name.", nameof(options));

        services.TryAddSingleton(TimeProvider.System);
        var credential = new Lazy<TokenCredential>(() => options.Credential ?? new DefaultAzureCredential());
        services.AddSingleton(_ => options.StorageConnectionString is { Length: > 0 } connection
            ? OfConnection(connection, text => new TableServiceClient(text, AzureClients.ForTables()))
            : new TableServiceClient(AddressOf("table", options), credential.Value, AzureClients.ForTables()));
        services.AddSingleton(_ => options.StorageConnectionString is { Length: > 0 } connection
            ? OfConnection(connection, text => new QueueServiceClient(text, AzureClients.ForQueues()))
            : new QueueServiceClient(AddressOf("queue", options), credential.Value, AzureClients.ForQueues()));
        services.AddSingleton<IStateStore, TableStateStore>();
        services.AddSingleton<IWorkQueue, StorageWorkQueue>();
        if (options.VaultUri is { } vault)
        {
            services.AddSingleton(_ => new SecretClient(vault, credential.Value, AzureClients.ForVault()));
            services.AddSingleton<KeyVaultSecretStore>();
            services.AddSingleton<ISecretStore>(provider => provider.GetRequiredService<KeyVaultSecretStore>());
        }

        return services;
    }

    private static T OfConnection<T>(string connectionString, Func<string, T> create)
    {
        try
        {
            return create(connectionString);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            // Each client says it in another way, with a quote of what may be the account's key.
        }

        throw new FormatException(
            "The storage account's connection string is none. It reads AccountName=...;AccountKey=...;EndpointSuffix=core.windows.net, "
            + "or UseDevelopmentStorage=true for a local Azurite.");
    }

    private static Uri AddressOf(string service, AzureStoreOptions options) =>
        new($"https://{options.StorageAccountName}.{service}.{options.StorageSuffix}");
}
