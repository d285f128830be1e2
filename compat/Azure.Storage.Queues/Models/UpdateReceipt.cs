namespace Azure.Storage.Queues.Models;

/// <summary>What the service made of a message that was updated.</summary>
public class UpdateReceipt
{
    internal UpdateReceipt(string popReceipt, DateTimeOffset nextVisibleOn)
    {
        PopReceipt = popReceipt;
        NextVisibleOn = nextVisibleOn;
    }

    /// <summary>The receipt that is valid from now on.</summary>
    public string PopReceipt { get; }

    /// <summary>When it becomes visible, UTC.</summary>
    public DateTimeOffset NextVisibleOn { get; }
}
