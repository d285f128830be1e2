using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gatehouse.Azure.State;
using Gatehouse.Azure.Work;
using Gatehouse.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests;

/// <summary>Who calls: account keys, tokens, and both refused.</summary>
[Collection(StorageCollection.Name)]
public sealed class StorageIdentityTests(StorageFixture storage)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_wrong_account_key_is_refused_for_good()
    {
        var wrong = storage.Azurite.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal);

        var table = await Should.ThrowAsync<StateStoreException>(
            () => StorageClients.Store(wrong).GetAsync("Table", new StateKey("p", "r"), None));
        var queue = await Should.ThrowAsync<StateStoreException>(
            () => StorageClients.Queue(wrong).EnqueueAsync("queue", "a", TimeSpan.Zero, None));

        foreach (var error in new[] { table, queue })
        {
            error.IsTransient.ShouldBeFalse();
            error.Message.ShouldContain("refuses the hub's identity");
        }
    }

    [Fact]
    public async Task Tokens_for_storage_are_sent_and_a_role_that_is_missing_is_named()
    {
        const string Code = "AuthorizationPermissionMismatch";
        await using var server = await TlsServer.StartAsync(context => context.Request.Path.StartsWithSegments("/queue", StringComparison.Ordinal)
            ? StorageAnswers.QueueErrorAsync(context, 403, Code)
            : StorageAnswers.TableErrorAsync(context, 403, Code));
        var credential = new FakeCredential();
        var tables = new TableServiceClient(server.Address, credential, server.Trust(StorageClients.Impatient(AzureClients.ForTables())));
        var queues = new QueueServiceClient(server.Address, credential, server.Trust(StorageClients.Impatient(AzureClients.ForQueues())));

        var table = await Should.ThrowAsync<StateStoreException>(
            () => new TableStateStore(tables).GetAsync("Table", new StateKey("p", "r"), None));
        var queue = await Should.ThrowAsync<StateStoreException>(
            () => new StorageWorkQueue(queues, NullLogger<StorageWorkQueue>.Instance).EnqueueAsync("queue", "a", TimeSpan.Zero, None));

        table.IsTransient.ShouldBeFalse();
        table.Message.ShouldContain(Code);
        table.Message.ShouldContain("Storage Table Data Contributor");
        queue.Message.ShouldContain(Code);
        queue.Message.ShouldContain("Storage Queue Data Contributor");
        credential.Scopes.ShouldAllBe(scope => scope == "https://storage.azure.com/.default");
        server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {FakeCredential.Token}");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_machine_without_an_identity_is_told_so()
    {
        var store = new TableStateStore(new TableServiceClient(
            new Uri("https://127.0.0.1:9"), new NoCredential(), StorageClients.Impatient(AzureClients.ForTables())));

        var error = await Should.ThrowAsync<StateStoreException>(() => store.GetAsync("Table", new StateKey("p", "r"), None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(NoCredential.Reason);
    }
}
