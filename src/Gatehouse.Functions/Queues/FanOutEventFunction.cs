using Gatehouse.Subscriptions;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Plans the deliveries of an event.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class FanOutEventFunction(QueueRunner runner, FanOutEvent work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(FanOutEvent.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.EventFanOut)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
