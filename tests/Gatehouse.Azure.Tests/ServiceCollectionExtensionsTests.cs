using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gatehouse.Azure.Secrets;
using Gatehouse.Azure.State;
using Gatehouse.Azure.Work;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Azure.Tests;

[Collection(StorageCollection.Name)]
public sealed class ServiceCollectionExtensionsTests(StorageFixture storage)
{
    [Fact]
    public async Task The_ports_work_on_a_connection_string()
    {
        var key = new StateKey("p", "r");
        var queue = $"q-{Guid.NewGuid():N}";
        await using var services = Services(new AzureStoreOptions { StorageConnectionString = storage.Azurite.ConnectionString });

        await services.GetRequiredService<IStateStore>().PutAsync($"T{Guid.NewGuid():N}", key, "{}"u8.ToArray(), CancellationToken.None);
        await services.GetRequiredService<IWorkQueue>().EnqueueAsync(queue, "a", TimeSpan.Zero, CancellationToken.None);

        services.GetService<ISecretStore>().ShouldBeNull();
    }

    [Fact]
    public async Task With_account_and_vault_all_ports_are_there_and_nothing_is_called_yet()
    {
        var credential = new FakeCredential();
        await using var services = Services(new AzureStoreOptions
        {
            StorageAccountName = "gatehouse",
            VaultUri = new Uri("https://gatehouse.vault.azure.net"),
            Credential = credential,
        });

        services.GetRequiredService<IStateStore>().ShouldBeOfType<TableStateStore>();
        services.GetRequiredService<IWorkQueue>().ShouldBeOfType<StorageWorkQueue>();
        services.GetRequiredService<ISecretStore>().ShouldBeSameAs(services.GetRequiredService<KeyVaultSecretStore>());
        credential.Scopes.ShouldBeEmpty();
    }

    [Fact]
    public void Storage_is_named_in_exactly_one_way()
    {
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddAzureStores(new AzureStoreOptions()));
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddAzureStores(
            new AzureStoreOptions { StorageConnectionString = "UseDevelopmentStorage=true", StorageAccountName = "gatehouse" }));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;")]
    public void Connection_strings_that_clients_take(string connectionString)
    {
        new TableServiceClient(connectionString, new TableClientOptions()).GetTableClient("Table").Name.ShouldBe("Table");
        new QueueServiceClient(connectionString, new QueueClientOptions()).GetQueueClient("queue").Name.ShouldBe("queue");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(" ")]
    [InlineData("a2V5a2V5a2V5a2V5a2V5==")]
    [InlineData("=a2V5")]
    [InlineData("AccountName=a")]
    [InlineData("AccountKey=a2V5")]
    [InlineData("AccountName=a;AccountKey=?")]
    [InlineData("AccountName=;AccountKey=a2V5")]
    [InlineData("AccountName=a;AccountKey=a2V5;AccountName=a2V5")]
    [InlineData("UseDevelopmentStorage=false")]
    public async Task A_connection_string_that_is_none_is_named_as_such_and_not_quoted(string connectionString)
    {
        await using var services = Services(new AzureStoreOptions { StorageConnectionString = connectionString });

        foreach (var port in new[] { typeof(IStateStore), typeof(IWorkQueue) })
        {
            var error = Should.Throw<FormatException>(() => services.GetRequiredService(port));
            error.Message.ShouldContain("connection string is none");
            error.ToString().ShouldNotContain("a2V5");
            error.InnerException.ShouldBeNull();
        }
    }

    private static ServiceProvider Services(AzureStoreOptions options) => new ServiceCollection()
        .AddLogging()
        .AddAzureStores(options)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
