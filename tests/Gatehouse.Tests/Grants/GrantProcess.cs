using Gatehouse.Contracts.Lanes;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Lanes;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Grants;

/// <summary>A process of the hub over stores that it may die at, with messages that may be lost or doubled.</summary>
internal sealed class GrantProcess : IAsyncDisposable
{
    private const int MostRounds = 100;
    private static readonly QueueSettings Settings = QueueSettings.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "host.json")));
    private static readonly string[] Queues = [WorkQueues.GrantFanOut, WorkQueues.LaneWork];
    private readonly ServiceProvider _services;
    private readonly SteppedQueue _queue;
    private readonly LaneSteps _steps;
    private readonly FakeAccessVendor _vendor;

    public GrantProcess(TemporaryStores stores, FakeAccessVendor vendor, LaneSteps? steps = null, Func<IStateStore, IStateStore>? wrap = null)
    {
        _vendor = vendor;
        _steps = steps ?? new LaneSteps();
        _queue = new SteppedQueue(stores.Queue, "g", _steps);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(stores.Clock)
            .AddSingleton(Settings)
            .AddGatehouse()
            .AddSingleton<IStateStore>(new SteppedStore(wrap is null ? stores.State : wrap(stores.State), "g", _steps))
            .AddSingleton<IWorkQueue>(_queue)
            .AddSingleton<ISecretStore>(stores.Secrets)
            .AddSingleton(new RetryDelays(() => 0.5))
            .AddSingleton(vendor.Connector)
            .BuildServiceProvider();
    }

    public LogLines Log { get; } = new();

    public GrantService Grants => Get<GrantService>();

    public GrantChanges Changes => Get<GrantChanges>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The facility of the tests; its calls are not repeated within a call, for the clock stands still.</summary>
    public Task SaveFacilityAsync() => Get<FacilityStore>().SaveAsync(
        new Facility { Id = "site", Name = "Site", System = "fake", TimeZone = "UTC", Resilience = new(Retries: 0, ConcurrentCalls: 3, BreakSeconds: 1) },
        null,
        CancellationToken.None);

    /// <summary>A grant at so many targets; all have the same subject.</summary>
    public async Task<string> CreateAsync(string key, int targets, DateTimeOffset from, DateTimeOffset to)
    {
        var draft = new GrantDraft
        {
            Key = key,
            Subject = new GrantSubject { Name = "Åsa Ek" },
            Window = new() { From = from, To = to },
            Targets = [.. Enumerable.Range(0, targets).Select(_ => new GrantTargetDraft { Facility = "site", AccessPoints = [new() { Id = "1" }] })],
        };
        return (await Grants.CreateAsync(new Input<GrantDraft>(draft), null, _ => true, CancellationToken.None)).Value.Grant.Value.Id;
    }

    /// <summary>Does something that ends early when the process dies in it. Returns whether it came to its end.</summary>
    public async Task<bool> LivesAsync(Func<GrantProcess, Task> act)
    {
        _vendor.CheckAlive = () =>
        {
            if (_steps.IsReached)
                throw new StepFailedException("The process is dead.");
        };
        try
        {
            await act(this);
            return true;
        }
        catch (StepFailedException)
        {
            return false;
        }
        finally
        {
            _vendor.CheckAlive = () => { };
        }
    }

    /// <summary>Works all messages that are visible.</summary>
    /// <param name="times">How often each is delivered: 0 loses it.</param>
    public async Task DrainAsync(int times = 1)
    {
        var works = _services.GetServices<IQueueWork>().Where(work => Queues.Contains(work.Queue)).ToList();
        for (var round = 0; round < MostRounds; round++)
        {
            var isEmpty = true;
            foreach (var work in works)
            {
                foreach (var message in await _queue.ReceiveAsync(work.Queue, 32, TimeSpan.FromMinutes(30), 5, CancellationToken.None))
                {
                    isEmpty = false;
                    await Task.WhenAll(Enumerable.Range(0, times).Select(_ => work.HandleAsync(
                        new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None)));
                    await _queue.CompleteAsync(message, CancellationToken.None);
                }
            }

            if (isEmpty)
                return;
        }
    }

    public Task SweepAsync() => Get<SweepWork>().RunAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
