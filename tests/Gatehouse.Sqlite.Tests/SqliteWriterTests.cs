using Gatehouse.Sqlite.State;
using Gatehouse.State;

namespace Gatehouse.Sqlite.Tests;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly TestDatabase _test = new();
    private readonly ManualResetEventSlim _gate = new();

    public void Dispose()
    {
        _gate.Set();
        _test.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_a_commit_and_all_are_written()
    {
        var first = await HoldAsync();
        var writes = Enumerable.Range(0, 300).Select(i => InsertAsync($"{i}", CancellationToken.None)).ToArray();
        _gate.Set();

        await first;
        var transactions = await Task.WhenAll(writes);

        Count().ShouldBe(300);
        transactions.Distinct().Count().ShouldBeLessThan(10);
    }

    [Fact]
    public async Task A_write_that_fails_does_not_take_those_beside_it_along()
    {
        var first = await HoldAsync();
        var before = InsertAsync("before", CancellationToken.None);
        var wrong = _test.Database.WriteAsync<int>(_ => throw new InvalidOperationException("wrong"), CancellationToken.None);
        var refused = _test.Database.WriteAsync(session => session.Execute("INSERT INTO nowhere VALUES (1)"), CancellationToken.None);
        var after = InsertAsync("after", CancellationToken.None);
        _gate.Set();

        await Task.WhenAll(first, before, after);
        (await Should.ThrowAsync<InvalidOperationException>(() => wrong)).Message.ShouldBe("wrong");
        (await Should.ThrowAsync<StateStoreException>(() => refused)).IsTransient.ShouldBeFalse();
        Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_is_not_applied()
    {
        var first = await HoldAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = InsertAsync("cancelled", cancellation.Token);
        var kept = InsertAsync("kept", CancellationToken.None);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        _gate.Set();
        await Task.WhenAll(first, kept);
        Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_write_that_started_is_finished_though_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var writing = await HoldAsync(cancellation.Token);

        await cancellation.CancelAsync();
        _gate.Set();

        (await writing).ShouldBe(0);
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait()
    {
        var first = await HoldAsync();
        var store = new SqliteStateStore(_test.Database);
        var waiting = Enumerable.Range(0, 20)
            .Select(i => store.InsertAsync("Table", new StateKey("p", $"{i}"), "{}"u8.ToArray(), CancellationToken.None))
            .ToArray();
        var closing = Task.Run(_test.Database.Dispose);
        _gate.Set();

        await closing;

        await first;
        (await Task.WhenAll(waiting)).ShouldAllBe(etag => etag != null);
        using var again = SqliteDatabase.Open(_test.Database.Path);
        again.Read(0, static (session, _) => session.Scalar("SELECT count(*) FROM state")).ShouldBe(20L);
    }

    [Fact]
    public async Task Callers_wait_when_too_many_writes_wait_and_none_is_lost()
    {
        var first = await HoldAsync();
        var writes = Enumerable.Range(0, 3000).Select(i => InsertAsync($"{i}", CancellationToken.None)).ToArray();
        _gate.Set();

        await first;
        await Task.WhenAll(writes);

        Count().ShouldBe(3000);
    }

    /// <summary>Occupies the writer until the gate opens.</summary>
    private async Task<Task<int>> HoldAsync(CancellationToken cancellationToken = default)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = _test.Database.WriteAsync(
            _ =>
            {
                started.TrySetResult();
                _gate.Wait();
                return 0;
            },
            cancellationToken);
        await started.Task;
        return holding;
    }

    /// <summary>Adds a row and returns how many rows a reader saw meanwhile: the same number for all writes of one transaction.</summary>
    private Task<long> InsertAsync(string row, CancellationToken cancellationToken) => _test.Database.WriteAsync(
        session =>
        {
            StateStatements.Insert(session, "Table", new StateKey("p", row), "{}"u8.ToArray());
            return Count();
        },
        cancellationToken);

    private long Count() => (long)_test.Database.Read(0, static (session, _) => session.Scalar("SELECT count(*) FROM state"))!;
}
