using Gatehouse.Contracts.Work;
using Gatehouse.Sqlite.Work;
using Gatehouse.Testing;
using Gatehouse.Work;

namespace Gatehouse.Sqlite.Tests.Work;

public sealed class SqliteWorkDeliveryTests : WorkDeliveryContract, IDisposable
{
    private readonly TestDatabase _test = new();
    private readonly FakeClock _clock = new();

    protected override IWorkQueue Queue => new SqliteWorkQueue(_test.Database, _clock);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_message_is_hidden_to_the_tick()
    {
        await EnqueueAsync("a", TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        (await ReceiveAsync()).ShouldBeEmpty();

        _clock.Advance(TimeSpan.FromTicks(1));

        (await ReceiveOneAsync()).EnqueuedAt.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_receipt_of_a_completed_message_does_not_fit_a_later_message()
    {
        await EnqueueAsync("a");
        var first = await ReceiveOneAsync();
        await Queue.CompleteAsync(first, None);
        await EnqueueAsync("b");
        await ReceiveOneAsync();

        (await Queue.CompleteAsync(first, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_of_another_adapter_is_not_found()
    {
        var foreign = new WorkMessage(Name, "not a number", "nor this", "a", 1, _clock.GetUtcNow());

        (await Queue.CompleteAsync(foreign, None)).ShouldBeFalse();
        (await Queue.AbandonAsync(foreign, TimeSpan.Zero, None)).ShouldBeFalse();
        (await Queue.RenewAsync(foreign, Hour, None)).ShouldBeNull();
    }

    protected override Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return Task.CompletedTask;
    }
}

public sealed class SqliteWorkLimitsTests : WorkLimitsContract, IDisposable
{
    private readonly TestDatabase _test = new();
    private readonly FakeClock _clock = new();

    protected override IWorkQueue Queue => new SqliteWorkQueue(_test.Database, _clock);

    public void Dispose() => _test.Dispose();

    protected override Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return Task.CompletedTask;
    }
}
