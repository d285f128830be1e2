using Gatehouse.Work;

namespace Gatehouse.Contracts.Lanes;

/// <summary>A queue as one process sees it: its queues are the test's own, and each message sent is a step.</summary>
public sealed class SteppedQueue(IWorkQueue inner, string scope, LaneSteps steps) : IWorkQueue
{
    private int _sent;

    /// <summary>How many messages were sent.</summary>
    public int Sent => _sent;

    /// <summary>Whether messages get lost.</summary>
    public bool LosesMessages { get; set; }

    public Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken) => steps.TakeAsync(async () =>
    {
        Interlocked.Increment(ref _sent);
        if (!LosesMessages)
            await inner.EnqueueAsync($"{queue}-{scope}", body, delay, cancellationToken);
        return true;
    });

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken) =>
        inner.ReceiveAsync($"{queue}-{scope}", max, visibility, maxDequeueCount, cancellationToken);

    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

    public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.AbandonAsync(message, delay, cancellationToken);

    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        inner.RenewAsync(message, visibility, cancellationToken);

    public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken) =>
        inner.ApproximateLengthAsync($"{queue}-{scope}", cancellationToken);
}
