using Gatehouse.DeadLetters;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Keeps messages of new grants that failed each of their tries.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class DeadLetterGrantFanOutFunction(QueueRunner runner, DeadLetterGrantFanOut work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(DeadLetterGrantFanOut.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.GrantFanOutPoison)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
