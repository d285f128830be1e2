using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gatehouse.Azure.State;
using Gatehouse.Azure.Work;
using Gatehouse.Testing.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests;

/// <summary>One Azurite for the whole run; tests share nothing in it, for each uses names of its own.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private AzuriteServer? _azurite;

    public AzuriteServer Azurite => _azurite.ShouldNotBeNull();

    public TableStateStore Store => new(new TableServiceClient(Azurite.ConnectionString, new TableClientOptions()));

    public StorageWorkQueue Queue => new(new QueueServiceClient(Azurite.ConnectionString, new QueueClientOptions()), NullLogger<StorageWorkQueue>.Instance);

    public async Task InitializeAsync() => _azurite = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class StorageCollection : ICollectionFixture<StorageFixture>
{
    public const string Name = "Storage";
}
