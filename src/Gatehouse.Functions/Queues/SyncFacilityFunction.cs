using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Queues;

/// <summary>Synchronizes a facility.</summary>
/// <param name="runner">Delivers the message.</param>
/// <param name="work">The work.</param>
public sealed class SyncFacilityFunction(QueueRunner runner, SyncFacility work)
{
    /// <summary>Takes a message. The names of the parameters are those of the host's metadata.</summary>
    [Function(SyncFacility.FunctionName)]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.FacilitySync)] string message, string id, DateTimeOffset insertionTime, CancellationToken cancellationToken) =>
        runner.RunAsync(work, new QueueDelivery(id, message, insertionTime), cancellationToken);
}
