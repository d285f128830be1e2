namespace Gatehouse.Work;

/// <summary>What is done with each message of a queue, in every head. It may be done twice with the same message.</summary>
public interface IQueueWork
{
    /// <summary>The name of the function in the Functions app and in traces.</summary>
    string Name { get; }

    /// <summary>The queue.</summary>
    string Queue { get; }

    /// <summary>
    /// Works a message. What is thrown makes the queue deliver it again, and after some tries put it into the poison queue:
    /// that is for faults of the hub, not for vendors that refuse.
    /// </summary>
    Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken);
}
