namespace Gatehouse.Webhooks;

/// <summary>The headers of Standard Webhooks, <c>https://www.standardwebhooks.com</c>.</summary>
public static class StandardWebhookHeaders
{
    /// <summary>The message's id, the same for each try.</summary>
    public const string Id = "webhook-id";

    /// <summary>When this try was sent, epoch seconds.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>Signatures, each <c>v1,{Base64}</c>, separated by spaces.</summary>
    public const string Signature = "webhook-signature";
}
