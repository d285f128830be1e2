using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Gatehouse.Azure.State;
using Gatehouse.State;
using Gatehouse.Testing.Azurite;

namespace Gatehouse.Azure.Tests.State;

/// <summary>Table Storage that is away, deleting a table, or not what answers.</summary>
[Collection(StorageCollection.Name)]
public sealed partial class TableFailureTests(StorageFixture storage) : IAsyncLifetime
{
    private const int Tries = 4;
    private readonly string _table = $"T{Guid.NewGuid():N}";
    private readonly StateKey _key = new("p", "r");
    private StorageProxy? _proxy;
    private TableStateStore? _store;

    private static CancellationToken None => CancellationToken.None;

    private StorageProxy Proxy => _proxy.ShouldNotBeNull();

    private TableStateStore Store => _store.ShouldNotBeNull();

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartForTablesAsync(storage.Azurite);
        _store = StorageClients.Store(_proxy.ConnectionString);
    }

    public async Task DisposeAsync() => await Proxy.DisposeAsync();

    [Fact]
    public async Task A_service_that_nobody_finds_is_a_transient_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/devstoreaccount1");
        listener.Stop();
        var store = StorageClients.Store(AzuriteServer.ConnectionStringFor(endpoint, endpoint));

        var error = await Should.ThrowAsync<StateStoreException>(() => store.PutAsync(_table, _key, Json("1"), None));

        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain(_table);
        error.Message.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_store_that_started_while_the_service_was_away_works_when_it_is_back()
    {
        Proxy.Rule = _ => StorageFault.Drop;
        (await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(_table, _key, None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(() => Store.InsertAsync(_table, _key, Json("1"), None))).IsTransient.ShouldBeTrue();

        Proxy.Rule = _ => StorageFault.None;

        (await Store.InsertAsync(_table, _key, Json("1"), None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_written_before_an_outage_is_there_after_it()
    {
        var etag = await Store.PutAsync(_table, _key, Json("1"), None);
        Proxy.Rule = _ => StorageFault.ServerBusy;

        (await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(_table, _key, None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(() => Store.PutAsync(_table, _key, Json("2"), None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(() => Store.DeleteAsync(_table, _key, null, None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(
            () => Store.QueryAsync(_table, StateRange.WholeTable, 1, null, None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(
            () => Store.BatchAsync(_table, "p", [StateChange.Delete("r")], None))).IsTransient.ShouldBeTrue();

        Proxy.Rule = _ => StorageFault.None;
        (await Store.GetAsync(_table, _key, None)).ShouldNotBeNull().ETag.ShouldBe(etag);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_as_a_transient_failure()
    {
        Proxy.Rule = _ => StorageFault.Hang;
        var store = StorageClients.Store(Proxy.ConnectionString, TimeSpan.FromMilliseconds(100));

        var error = await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(_table, _key, None));

        error.IsTransient.ShouldBeTrue();
        Proxy.Requests.Count.ShouldBe(Tries);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    public async Task A_page_of_somebody_else_in_place_of_the_answer_is_a_transient_failure(int status)
    {
        Proxy.Rule = _ => StorageFault.Page(status);

        foreach (var call in Writes().Append(() => Store.GetAsync(_table, _key, None)).Append(() => Store.QueryAsync(_table, StateRange.WholeTable, 1, null, None)))
            (await Should.ThrowAsync<StateStoreException>(call)).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_of_somebody_else_that_says_not_found_is_no_conflict()
    {
        var etag = await Store.PutAsync(_table, _key, Json("1"), None);
        Proxy.Rule = _ => StorageFault.Page(404);

        foreach (var write in Writes().Append(() => Store.ReplaceAsync(_table, _key, Json("2"), etag, None)))
            (await Should.ThrowAsync<StateStoreException>(write)).Message.ShouldContain(_table);
    }

    [Fact]
    public async Task A_call_under_way_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        Proxy.Rule = _ =>
        {
            cancelled.Cancel();
            return StorageFault.Hang;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Store.PutAsync(_table, _key, Json("1"), cancelled.Token));

        Proxy.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_is_a_transient_failure_and_no_conflict()
    {
        Proxy.Rule = request => IsCreation(request)
            ? new StorageFault(409, "TableBeingDeleted")
            : new StorageFault(404, "TableNotFound");

        foreach (var write in Writes())
        {
            var error = await Should.ThrowAsync<StateStoreException>(write);
            error.IsTransient.ShouldBeTrue(error.Message);
            error.Message.ShouldContain($"still deleting the table {_table}");
        }

        Proxy.Rule = _ => StorageFault.None;
        (await Store.InsertAsync(_table, _key, Json("1"), None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_call_that_the_service_answers_with_being_deleted_is_no_conflict()
    {
        await Store.PutAsync(_table, _key, Json("1"), None);
        Proxy.Rule = _ => new StorageFault(409, "TableBeingDeleted");

        foreach (var write in Writes())
            (await Should.ThrowAsync<StateStoreException>(write)).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_table_that_somebody_deleted_is_created_again_by_the_next_write()
    {
        await Store.PutAsync(_table, _key, Json("1"), None);
        await new TableServiceClient(storage.Azurite.ConnectionString).GetTableClient(_table).DeleteAsync();

        (await Store.GetAsync(_table, _key, None)).ShouldBeNull();
        (await Store.BatchAsync(_table, "p", [StateChange.Insert("r", Json("2"))], None)).ShouldBeTrue();
        (await Store.GetAsync(_table, _key, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_table_is_created_by_the_first_writes_however_many_and_by_no_other_call()
    {
        (await Store.GetAsync(_table, _key, None)).ShouldBeNull();
        (await Store.QueryAsync(_table, StateRange.WholeTable, 10, null, None)).Rows.ShouldBeEmpty();
        (await Store.DeleteAsync(_table, _key, null, None)).ShouldBeFalse();
        Proxy.Requests.ShouldAllBe(request => !IsCreation(request));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.PutAsync(_table, new StateKey("p", $"{i}"), Json("1"), None)));
        var creations = Proxy.Requests.Count(IsCreation);
        creations.ShouldBeInRange(1, 20);
        await Store.PutAsync(_table, _key, Json("1"), None);

        (await Store.QueryAsync(_table, StateRange.WholeTable, 100, null, None)).Rows.Count.ShouldBe(21);
        Proxy.Requests.Count(IsCreation).ShouldBe(creations);
    }

    [Fact]
    public async Task Of_fifty_writers_of_one_version_exactly_one_succeeds_and_the_others_see_the_conflict()
    {
        var etag = await Store.PutAsync(_table, _key, Json("0"), None);

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(async i =>
            (Writer: i, ETag: await Store.ReplaceAsync(_table, _key, Json($"{i}"), etag, None))));

        var winner = answers.Where(answer => answer.ETag is not null).ShouldHaveSingleItem();
        var row = (await Store.GetAsync(_table, _key, None)).ShouldNotBeNull();
        row.ETag.ShouldBe(winner.ETag);
        row.Body.ToArray().ShouldBe(Json($"{winner.Writer}").ToArray());
    }

    [Fact]
    public async Task A_page_of_the_service_without_rows_is_not_taken_for_the_last()
    {
        for (var i = 0; i < 5; i++)
            await Store.PutAsync(_table, new StateKey($"{i}", "r"), Json("1"), None);

        Proxy.Rule = request => request.Target.Contains("NextPartitionKey=") ? StorageFault.None : StorageFault.EmptyPage;
        var pages = 0;
        string? continuation = null;
        var keys = new List<string>();
        do
        {
            var page = await Store.QueryAsync(_table, StateRange.WholeTable, 2, continuation, None);
            keys.AddRange(page.Rows.Select(row => row.Key.Partition));
            continuation = page.Continuation;
            pages++;
        }
        while (continuation is not null);

        keys.ShouldBe(["0", "1", "2", "3", "4"]);
        pages.ShouldBe(3);
        Proxy.Requests.ShouldAllBe(request => !request.Target.Contains("%20or%20"));
    }

    [Fact]
    public async Task The_largest_batch_with_the_longest_keys_is_a_request_of_at_most_four_mebibytes()
    {
        var partition = new string('p', StateLimits.KeyCharacters);
        var body = new byte[StateLimits.BatchBytes / StateLimits.BatchRows];

        (await Store.BatchAsync(
            _table,
            partition,
            [.. Enumerable.Range(0, StateLimits.BatchRows).Select(i => StateChange.Put($"{i:000}".PadRight(StateLimits.KeyCharacters, 'r'), body))],
            None)).ShouldBeTrue();

        Proxy.Requests.Max(request => request.Body.Length).ShouldBeInRange(3 * 1024 * 1024, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task A_version_that_is_none_of_the_service_is_a_conflict_and_not_sent()
    {
        await Store.PutAsync(_table, _key, Json("1"), None);
        var before = Proxy.Requests.Count;

        (await Store.ReplaceAsync(_table, _key, Json("2"), "7", None)).ShouldBeNull();
        (await Store.DeleteAsync(_table, _key, "7", None)).ShouldBeFalse();
        (await Store.BatchAsync(_table, "p", [StateChange.Delete("r", "7")], None)).ShouldBeFalse();

        Proxy.Requests.Count.ShouldBe(before);
    }

    private static bool IsCreation(SeenRequest request) => request.Target.Split('?')[0].EndsWith("/Tables", StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Json(string text) => System.Text.Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}");

    private IEnumerable<Func<Task>> Writes() =>
    [
        () => Store.InsertAsync(_table, _key, Json("1"), None),
        () => Store.PutAsync(_table, _key, Json("1"), None),
        () => Store.BatchAsync(_table, "p", [StateChange.Insert("r", Json("1"))], None),
    ];
}
