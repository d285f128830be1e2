using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;
using Gatehouse.Testing;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly StateKey Key = new("p", "r");
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["data/gatehouse.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        string etag;
        using (var database = SqliteDatabase.Open(File))
            etag = await new SqliteStateStore(database).PutAsync("Table", Key, "{}"u8.ToArray(), CancellationToken.None);

        using var again = SqliteDatabase.Open(File);
        (await new SqliteStateStore(again).GetAsync("Table", Key, CancellationToken.None)).ShouldNotBeNull().ETag.ShouldBe(etag);
    }

    [Fact]
    public void The_file_is_in_WAL_mode_and_only_its_owner_can_use_it()
    {
        using var database = SqliteDatabase.Open(File);

        database.Read(0, static (session, _) => session.Scalar("PRAGMA journal_mode")).ShouldBe("wal");
        if (OperatingSystem.IsWindows())
            return;

        foreach (var name in new[] { File, File + "-wal", File + "-shm" })
            System.IO.File.GetUnixFileMode(name).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Every_commit_is_flushed_to_the_disk()
    {
        using var database = SqliteDatabase.Open(File);

        var synchronous = await database.WriteAsync(session => session.Scalar("PRAGMA synchronous"), CancellationToken.None);

        synchronous.ShouldBe(2L, "FULL, https://sqlite.org/pragma.html#pragma_synchronous");
    }

    [Fact]
    public async Task A_reader_is_not_blocked_by_a_writer_that_holds_its_transaction_open()
    {
        using var database = SqliteDatabase.Open(File);
        var store = new SqliteStateStore(database);
        await store.PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None);
        using var written = new SemaphoreSlim(0);
        using var finish = new ManualResetEventSlim();
        var writing = database.WriteAsync(
            session =>
            {
                StateStatements.Put(session, "Table", Key, "2"u8.ToArray());
                written.Release();
                finish.Wait();
                return 0;
            },
            CancellationToken.None);
        await written.WaitAsync();

        (await ReadAsync(store)).ShouldBe("1"u8.ToArray());
        (await store.QueryAsync("Table", StateRange.WholeTable, 10, null, CancellationToken.None)).Rows.Count.ShouldBe(1);

        finish.Set();
        await writing;
        (await ReadAsync(store)).ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public async Task A_reader_does_not_block_the_writer()
    {
        using var database = SqliteDatabase.Open(File);
        var store = new SqliteStateStore(database);
        await store.PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None);
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = new SqliteCommand("SELECT count(*) FROM state", connection, transaction);
        command.ExecuteScalar().ShouldBe(1L);

        await store.PutAsync("Table", new StateKey("p", "other"), "2"u8.ToArray(), CancellationToken.None);

        command.ExecuteScalar().ShouldBe(1L);
    }

    [Fact]
    public async Task Another_process_that_keeps_the_file_locked_is_a_transient_error()
    {
        using var database = SqliteDatabase.Open(File, SqliteSchema.Steps, Moment);
        var store = new SqliteStateStore(database);
        using (var connection = Connect())
        using (connection.BeginTransaction())
        {
            var error = await Should.ThrowAsync<StateStoreException>(
                () => store.PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None));
            error.IsTransient.ShouldBeTrue();
            error.Message.ShouldContain(File);
        }

        await store.PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None);
    }

    [Fact]
    public async Task Two_instances_on_one_file_share_rows_and_messages()
    {
        using var first = SqliteDatabase.Open(File);
        using var second = SqliteDatabase.Open(File);
        var clock = new FakeClock();
        await new SqliteStateStore(first).PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None);
        (await ReadAsync(new SqliteStateStore(second))).ShouldBe("1"u8.ToArray());

        var queues = new[] { new SqliteWorkQueue(first, clock), new SqliteWorkQueue(second, clock) };
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => queues[i % 2].EnqueueAsync("queue", $"{i}", TimeSpan.Zero, CancellationToken.None)));
        var received = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            queues[i % 2].ReceiveAsync("queue", 10, TimeSpan.FromMinutes(1), 5, CancellationToken.None)));

        received.SelectMany(messages => messages).Select(message => message.Body).ShouldBe(
            Enumerable.Range(0, 100).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Many_instances_may_create_the_file_at_the_same_time()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteDatabase.Open(File))));

        await Task.WhenAll(opened.Select((database, i) =>
            new SqliteStateStore(database).PutAsync("Table", new StateKey("p", $"{i}"), "1"u8.ToArray(), CancellationToken.None)));

        (await new SqliteStateStore(opened[0]).QueryAsync("Table", StateRange.WholeTable, 10, null, CancellationToken.None)).Rows.Count.ShouldBe(8);
        foreach (var database in opened)
            database.Dispose();
    }

    [Fact]
    public async Task A_closed_database_takes_no_more_calls()
    {
        var database = SqliteDatabase.Open(File);
        var store = new SqliteStateStore(database);
        database.Dispose();
        database.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.GetAsync("Table", Key, CancellationToken.None));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.PutAsync("Table", Key, "1"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder["data"]);
        var text = string.Concat(Enumerable.Repeat("This is a letter. ", 1000));
        await System.IO.File.WriteAllTextAsync(File, text);

        var error = Should.Throw<StateStoreException>(() => SqliteDatabase.Open(File));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("no database");
        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe(text);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_a_clear_error()
    {
        await System.IO.File.WriteAllTextAsync(_folder["data"], "");

        Should.Throw<StateStoreException>(() => SqliteDatabase.Open(File)).Message.ShouldContain(File);
    }

    private static async Task<byte[]> ReadAsync(SqliteStateStore store) =>
        (await store.GetAsync("Table", Key, CancellationToken.None)).ShouldNotBeNull().Body.ToArray();

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
