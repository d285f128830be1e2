namespace Gatehouse.Webhooks;

/// <summary>Which webhooks are meant; all conditions must hold.</summary>
public sealed record WebhookQuery
{
    /// <summary>Received at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>In this state.</summary>
    public WebhookStatus? Status { get; init; }

    /// <summary>Of this type, the sender's word.</summary>
    public string? Type { get; init; }

    /// <summary>Whether a webhook is meant, its time apart.</summary>
    internal bool Fits(Webhook webhook) => (Status is null || webhook.Status == Status) && (Type is null || webhook.Type == Type);
}
