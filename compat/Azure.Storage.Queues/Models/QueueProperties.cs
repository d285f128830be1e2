namespace Azure.Storage.Queues.Models;

/// <summary>What is known of a queue.</summary>
public class QueueProperties
{
    internal QueueProperties(long count) => ApproximateMessagesCountLong = count;

    /// <summary>About how many messages it has; never fewer than the true number.</summary>
    public long ApproximateMessagesCountLong { get; }
}
