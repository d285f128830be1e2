namespace Azure.Storage.Queues.Models;

/// <summary>What the service made of a message that was sent.</summary>
public class SendReceipt
{
    internal SendReceipt(string messageId, string popReceipt)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
    }

    /// <summary>The message's id.</summary>
    public string MessageId { get; }

    /// <summary>Proves the sender's right to change or delete it.</summary>
    public string PopReceipt { get; }
}
