using Azure.Core;

namespace Gatehouse.Azure;

/// <summary>Where the Azure stores are. Storage is named by a connection string or by its account.</summary>
public sealed class AzureStoreOptions
{
    /// <summary>The storage account's connection string, with its key; <c>UseDevelopmentStorage=true</c> for a local Azurite.</summary>
    public string? StorageConnectionString { get; set; }

    /// <summary>The storage account's name; the hub's identity is used.</summary>
    public string? StorageAccountName { get; set; }

    /// <summary>What follows <c>{account}.table.</c> in the storage services' addresses; another in sovereign clouds.</summary>
    public string StorageSuffix { get; set; } = "core.windows.net";

    /// <summary>The vault's address; <see langword="null"/> when secrets are kept elsewhere.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>The hub's identity; <see langword="null"/> for <c>DefaultAzureCredential</c>: in Azure the managed identity.</summary>
    public TokenCredential? Credential { get; set; }
}
