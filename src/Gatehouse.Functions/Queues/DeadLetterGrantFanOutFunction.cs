using Gatehouse.DeadLetters;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Keeps messages of new grants that failed each of their tries.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class DeadLetterGrantFanOutFunction(QueueRunner runner, DeadLetterGrantFanOut work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata, over which members of the message go.</summary>
    [Function(DeadLetterGrantFanOut.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.GrantFanOutPoison)] string message, string? id, string? insertionTime, FunctionContext context) =>
        runner.RunAnyAsync(work, message, id, insertionTime, context.CancellationToken);
}
