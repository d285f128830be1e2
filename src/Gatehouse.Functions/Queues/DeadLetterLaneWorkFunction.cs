using Gatehouse.DeadLetters;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Keeps tickets that failed each of their tries.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class DeadLetterLaneWorkFunction(QueueRunner runner, DeadLetterLaneWork work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(DeadLetterLaneWork.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.LaneWorkPoison)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
