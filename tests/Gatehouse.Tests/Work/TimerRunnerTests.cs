using Gatehouse.State;
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
        (await new TimerLeases(_stores.State, _stores.Clock).TakeAsync("Timer", "a run", TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldNotBeNull();
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_is_away_for_a_moment_does_not_cost_the_run(bool several)
    {
        var failures = 3;
        var timer = new Timer(_ => failures-- > 0 ? throw Away(several) : Task.CompletedTask);
        var run = Runner().RunAsync(timer, CancellationToken.None);

        await PassAsync(run);

        (await run).ShouldBeTrue();
        timer.Runs.ShouldBe(4);
    }

    [Fact]
    public async Task A_store_that_stays_away_is_given_up_after_four_tries_and_one_that_refuses_at_once()
    {
        var away = new Timer(_ => throw Away(several: false));
        var run = Runner().RunAsync(away, CancellationToken.None);
        await PassAsync(run);
        (await Should.ThrowAsync<StateStoreException>(run)).IsTransient.ShouldBeTrue();

        var refused = new Timer(_ => throw new StateStoreException("refused", isTransient: false));
        await Should.ThrowAsync<StateStoreException>(() => Runner().RunAsync(refused, CancellationToken.None));

        (away.Runs, refused.Runs).ShouldBe((4, 1));
    }

    [Fact]
    public async Task The_tries_end_with_the_longest_run()
    {
        var timer = new Timer(_ => throw Away(several: false), TimeSpan.FromSeconds(5));
        var run = Runner().RunAsync(timer, CancellationToken.None);

        await PassAsync(run);

        (await run).ShouldBeFalse();
        timer.Runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_lease_whose_taking_was_not_answered_is_the_run_s_own()
    {
        var leases = new TimerLeases(_stores.State, _stores.Clock);
        var first = await leases.TakeAsync("Timer", "run 1", TimeSpan.FromMinutes(1), CancellationToken.None);

        (await leases.TakeAsync("Timer", "run 1", TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(first.ShouldNotBeNull());
        (await leases.TakeAsync("Timer", "run 2", TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBeNull();
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

    private static Exception Away(bool several)
    {
        var away = new StateStoreException("away", isTransient: true);
        return several ? new AggregateException(away, away) : away;
    }

    private async Task PassAsync(Task run)
    {
        // The longest run's own timer, and the wait for the next try.
        while (!run.IsCompleted)
        {
            if (_stores.Clock.WaitingTimers > 1)
                _stores.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
    }

    private TimerRunner Runner() => new(new TimerLeases(_stores.State, _stores.Clock), _stores.Clock, NullLogger<TimerRunner>.Instance);

    private sealed class Timer(Func<CancellationToken, Task> work, TimeSpan? longestRun = null) : ITimerWork
    {
        public TaskCompletionSource Began { get; } = new();

        public int Runs { get; private set; }

        public string Name => "Timer";

        public string Schedule => WorkSchedules.SyncUsers;

        public TimeSpan LongestRun { get; } = longestRun ?? TimeSpan.FromMinutes(5);

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            Began.TrySetResult();
            return work(cancellationToken);
        }
    }
}
