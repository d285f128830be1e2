using Gatehouse.Lanes;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Works a lane.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class WorkLaneFunction(QueueRunner runner, WorkLane work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(WorkLane.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.LaneWork)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
