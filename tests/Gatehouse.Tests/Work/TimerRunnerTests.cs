using Gatehouse.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Work;

public sealed class TimerRunnerTests : IAsyncDisposable
{
    private readonly TemporaryStores _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Of_two_instances_one_works_and_the_lease_is_given_back()
    {
        var going = new TaskCompletionSource();
        var first = new Timer(_ => going.Task);
        var second = new Timer(_ => Task.CompletedTask);
        var run = Runner().RunAsync(first, CancellationToken.None);
        await first.Began.Task;

        (await Runner().RunAsync(second, CancellationToken.None)).ShouldBeFalse();
        going.SetResult();
        (await run).ShouldBeTrue();
        (await Runner().RunAsync(second, CancellationToken.None)).ShouldBeTrue();

        (first.Runs, second.Runs).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_lease_of_an_instance_that_died_lapses()
    {
        (await new TimerLeases(_stores.State, _stores.Clock).TakeAsync("Timer", TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldNotBeNull();
        var timer = new Timer(_ => Task.CompletedTask);

        (await Runner().RunAsync(timer, CancellationToken.None)).ShouldBeFalse();
        _stores.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Runner().RunAsync(timer, CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_takes_too_long_is_cancelled()
    {
        var timer = new Timer(token => Task.Delay(Timeout.InfiniteTimeSpan, token));
        var run = Runner().RunAsync(timer, CancellationToken.None);
        await timer.Began.Task;

        _stores.Clock.Advance(timer.LongestRun);

        (await run).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_is_thrown_and_the_next_time_it_runs_again()
    {
        var fails = new Timer(_ => throw new InvalidOperationException("no"));
        await Should.ThrowAsync<InvalidOperationException>(() => Runner().RunAsync(fails, CancellationToken.None));

        (await Runner().RunAsync(new Timer(_ => Task.CompletedTask), CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_end_of_the_host_cancels_the_work_and_gives_the_lease_back()
    {
        using var end = new CancellationTokenSource();
        var timer = new Timer(token => Task.Delay(Timeout.InfiniteTimeSpan, token));
        var run = Runner().RunAsync(timer, end.Token);
        await timer.Began.Task;

        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        (await Runner().RunAsync(new Timer(_ => Task.CompletedTask), CancellationToken.None)).ShouldBeTrue();
    }

    private TimerRunner Runner() => new(new TimerLeases(_stores.State, _stores.Clock), _stores.Clock, NullLogger<TimerRunner>.Instance);

    private sealed class Timer(Func<CancellationToken, Task> work) : ITimerWork
    {
        public TaskCompletionSource Began { get; } = new();

        public int Runs { get; private set; }

        public string Name => "Timer";

        public string Schedule => WorkSchedules.SyncUsers;

        public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(5);

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            Began.TrySetResult();
            return work(cancellationToken);
        }
    }
}
