using Gatehouse.Webhooks;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Turns a webhook into state and events.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class ProcessWebhookFunction(QueueRunner runner, ProcessWebhook work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(ProcessWebhook.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.WebhookProcess)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
