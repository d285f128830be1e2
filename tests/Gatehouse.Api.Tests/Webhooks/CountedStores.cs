using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>Stores that note what is done with the inbox and its queue, and whose queue can be away.</summary>
internal sealed class CountedStores(IStateStore store, IWorkQueue queue) : StoreOver(store), IWorkQueue
{
    private const string Inbox = "Inbox";
    private int _operations;

    /// <summary>How many operations there were on the inbox and its queue.</summary>
    public int Operations => _operations;

    /// <summary>How many there were on all tables and queues.</summary>
    public int All { get; private set; }

    /// <summary>Whether nothing can be enqueued.</summary>
    public bool QueueIsAway { get; set; }

    public Task EnqueueAsync(string name, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (QueueIsAway)
            throw new StateStoreException("The queue is away.", isTransient: true);
        Count(name);
        return queue.EnqueueAsync(name, body, delay, cancellationToken);
    }

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string name, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken)
    {
        Count(name);
        return queue.ReceiveAsync(name, max, visibility, maxDequeueCount, cancellationToken);
    }

    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        Count(message.Queue);
        return queue.CompleteAsync(message, cancellationToken);
    }

    public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.AbandonAsync(message, delay, cancellationToken);

    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        queue.RenewAsync(message, visibility, cancellationToken);

    public Task<int> ApproximateLengthAsync(string name, CancellationToken cancellationToken) =>
        queue.ApproximateLengthAsync(name, cancellationToken);

    protected override Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call)
    {
        Count(table);
        return call(table);
    }

    private void Count(string place)
    {
        All++;
        if (place is Inbox or WorkQueues.WebhookProcess)
            _operations++;
    }
}
