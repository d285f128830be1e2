namespace Azure.Storage.Queues.Models;

/// <summary>A received message.</summary>
public class QueueMessage
{
    internal QueueMessage(string messageId, string popReceipt, string messageText, long dequeueCount, DateTimeOffset? insertedOn)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
        MessageText = messageText;
        DequeueCount = dequeueCount;
        InsertedOn = insertedOn;
    }

    /// <summary>Its id, the same over deliveries.</summary>
    public string MessageId { get; }

    /// <summary>Proves this delivery.</summary>
    public string PopReceipt { get; }

    /// <summary>Its text.</summary>
    public string MessageText { get; }

    /// <summary>How often it was received, this time included.</summary>
    public long DequeueCount { get; }

    /// <summary>When it was sent, UTC, to the second.</summary>
    public DateTimeOffset? InsertedOn { get; }
}
