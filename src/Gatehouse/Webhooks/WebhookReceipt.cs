namespace Gatehouse.Webhooks;

/// <summary>What a sender is told.</summary>
/// <param name="Id">The webhook's id, of its first arrival.</param>
/// <param name="Duplicate">Whether it had come before.</param>
public sealed record WebhookReceipt(string Id, bool Duplicate);
