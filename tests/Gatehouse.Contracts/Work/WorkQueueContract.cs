using Gatehouse.Work;

namespace Gatehouse.Contracts.Work;

/// <summary>What every test of a work queue starts from: the queue, a name that no other test uses, and a way for time to pass.</summary>
public abstract class WorkQueueContract
{
    /// <summary>Long enough that no message comes back while a test looks.</summary>
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The adapter under test.</summary>
    protected abstract IWorkQueue Queue { get; }

    /// <summary>How long a message is hidden that a test waits for; longer where calls are slow and time is real.</summary>
    protected virtual TimeSpan Moment => TimeSpan.FromSeconds(2);

    protected string Name { get; } = $"q-{Guid.NewGuid():N}";

    protected string PoisonName => Name + WorkLimits.PoisonSuffix;

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>Lets the adapter's time pass, by a clock that is moved or by waiting.</summary>
    protected abstract Task PassAsync(TimeSpan span);

    /// <summary>Lets the time pass in which a message that was hidden for <see cref="Moment"/> comes back.</summary>
    protected Task PassMomentAsync() => PassAsync(Moment + TimeSpan.FromSeconds(1));

    protected Task EnqueueAsync(string body, TimeSpan delay = default) => Queue.EnqueueAsync(Name, body, delay, None);

    protected Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        int max = WorkLimits.ReceiveMessages, TimeSpan? visibility = null, int maxDequeueCount = 5, string? queue = null) =>
        Queue.ReceiveAsync(queue ?? Name, max, visibility ?? Hour, maxDequeueCount, None);

    protected async Task<WorkMessage> ReceiveOneAsync(TimeSpan? visibility = null, int maxDequeueCount = 5) =>
        (await ReceiveAsync(1, visibility, maxDequeueCount)).ShouldHaveSingleItem();
}
