using Gatehouse.Grants;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Schedules the targets of a new grant.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class FanOutGrantFunction(QueueRunner runner, FanOutGrant work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(FanOutGrant.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.GrantFanOut)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
