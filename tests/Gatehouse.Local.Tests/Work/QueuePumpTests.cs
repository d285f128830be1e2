using System.Collections.Concurrent;
using Gatehouse.Local.Work;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Local.Tests.Work;

/// <summary>How the pump fetches, and what the end of the host does to messages.</summary>
public sealed class QueuePumpTests : IAsyncLifetime
{
    private const string Queue = "some-queue";
    private static readonly QueueSettings Settings = QueueSettings.ReadBesideProgram() with { BatchSize = 4, NewBatchThreshold = 2 };
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-pump-").FullName;
    private readonly WholeLog _log = new();
    private ServiceProvider _services = null!;
    private WatchedQueue _queue = null!;

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSqliteStores(_folder).BuildServiceProvider();
        _queue = new WatchedQueue(_services.GetRequiredService<IWorkQueue>());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task More_are_fetched_when_no_more_than_the_threshold_are_in_work()
    {
        await EnqueueAsync(8);
        var work = new HeldWork();
        await using var pump = await StartAsync(work);

        await work.BeganAsync(4);
        _queue.Receives.ShouldBe(1);
        work.Finish(1);
        await _queue.CompletedAsync(1);
        _queue.Receives.ShouldBe(1);
        work.Finish(1);
        await work.BeganAsync(8);

        // Two were left and four came.
        work.InWork.ShouldBe(6);
        _queue.Receives.ShouldBe(2);
        work.FinishAll();
        await _queue.CompletedAsync(8);
    }

    [Fact]
    public async Task What_is_in_work_at_the_end_is_visible_again_at_once()
    {
        await EnqueueAsync(2);
        var work = new HeldWork();
        await using (var pump = await StartAsync(work))
            await work.BeganAsync(2);

        (await _queue.ReceiveAsync(Queue, 32, TimeSpan.FromHours(1), 5, None)).Select(message => message.DequeueCount).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task What_a_receive_brings_after_the_end_is_visible_again_at_once()
    {
        await EnqueueAsync(2);
        var received = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _queue.AfterReceive = () =>
        {
            received.TrySetResult();
            return answer.Task;
        };
        var work = new HeldWork();
        var pump = await StartAsync(work);
        await received.Task;

        var end = pump.DisposeAsync();
        answer.SetResult();
        await end;

        work.InWork.ShouldBe(0);
        _queue.AfterReceive = () => Task.CompletedTask;
        (await _queue.ReceiveAsync(Queue, 32, TimeSpan.FromHours(1), 5, None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_cut_off_and_its_message_waits_as_after_any_failed_try()
    {
        await EnqueueAsync(1);
        var work = new HeldWork();
        var clock = new FakeClock();
        await using var pump = await StartAsync(work, clock);
        await work.BeganAsync(1);

        clock.Advance(Settings.FunctionTimeout - TimeSpan.FromSeconds(1));
        work.InWork.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));

        await Wait.UntilAsync(() => !_queue.Abandoned.IsEmpty);
        _queue.Abandoned.ShouldHaveSingleItem().ShouldBe(Settings.VisibilityTimeout);
        _log.All.ShouldContain(line => line.Contains("Work took too long with message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_queue_that_is_away_is_told_of_once_and_worked_again_when_it_answers()
    {
        await EnqueueAsync(1);
        _queue.AfterReceive = () => _queue.Receives <= 3 ? throw new StateStoreException("The store is away.", isTransient: true) : Task.CompletedTask;
        _queue.IsEmpty = () => _queue.Receives <= 3;
        var work = new HeldWork();
        work.FinishAll();
        await using var pump = await StartAsync(work);

        await _queue.CompletedAsync(1);

        _log.All.Where(line => line.Contains("QueuePump Warning", StringComparison.Ordinal)).Select(line => line.Split(" Queue=")[0]).ShouldBe(
        [
            "Gatehouse.Local.Work.QueuePump Warning: The queue some-queue is not worked until it answers: The store is away.",
            "Gatehouse.Local.Work.QueuePump Warning: The queue some-queue answers again.",
        ]);
    }

    private async Task EnqueueAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _queue.EnqueueAsync(Queue, FormattableString.Invariant($"message {i}"), TimeSpan.Zero, None);
    }

    private async Task<RunningPump> StartAsync(IQueueWork work, TimeProvider? time = null)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(_log));
        var pump = new QueuePump(
            [work], _queue, new QueueBell(), new QueueRunner(TimeProvider.System, NullLogger<QueueRunner>.Instance), Settings, time ?? TimeProvider.System, logging.CreateLogger<QueuePump>());
        await pump.StartAsync(None);
        return new RunningPump(pump);
    }

    private sealed class RunningPump(QueuePump pump) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await pump.StopAsync(None);
            pump.Dispose();
        }
    }

    /// <summary>Work that ends when it is told, or cut off.</summary>
    private sealed class HeldWork : IQueueWork
    {
        private readonly SemaphoreSlim _finish = new(0);
        private int _began;
        private int _inWork;

        public string Name => "Work";

        public int InWork => Volatile.Read(ref _inWork);

        string IQueueWork.Queue => Queue;

        public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _began);
            Interlocked.Increment(ref _inWork);
            try
            {
                await _finish.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _inWork);
            }
        }

        public void Finish(int count) => _finish.Release(count);

        public void FinishAll() => _finish.Release(1000);

        public Task BeganAsync(int count) => Wait.UntilAsync(() => Volatile.Read(ref _began) >= count);
    }

    /// <summary>The queue, with its calls counted.</summary>
    private sealed class WatchedQueue(IWorkQueue inner) : IWorkQueue
    {
        private int _receives;
        private int _completed;

        public int Receives => Volatile.Read(ref _receives);

        public ConcurrentQueue<TimeSpan> Abandoned { get; } = [];

        /// <summary>Whether a receive takes no message.</summary>
        public Func<bool> IsEmpty { get; set; } = () => false;

        public Func<Task> AfterReceive { get; set; } = () => Task.CompletedTask;

        public Task CompletedAsync(int count) => Wait.UntilAsync(() => Volatile.Read(ref _completed) >= count);

        public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
            string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _receives);
            var messages = IsEmpty() ? [] : await inner.ReceiveAsync(queue, max, visibility, maxDequeueCount, cancellationToken);
            await AfterReceive().WaitAsync(cancellationToken);
            return messages;
        }

        public async Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken)
        {
            var done = await inner.CompleteAsync(message, cancellationToken);
            Interlocked.Increment(ref _completed);
            return done;
        }

        public Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.EnqueueAsync(queue, body, delay, cancellationToken);

        public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken)
        {
            Abandoned.Enqueue(delay);
            return inner.AbandonAsync(message, delay, cancellationToken);
        }

        public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
            inner.RenewAsync(message, visibility, cancellationToken);

        public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken) =>
            inner.ApproximateLengthAsync(queue, cancellationToken);
    }
}
