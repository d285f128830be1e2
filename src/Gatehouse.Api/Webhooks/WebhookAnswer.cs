using Gatehouse.Webhooks;

namespace Gatehouse.Api.Webhooks;

/// <summary>A webhook with its body.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Body">Its body as it came, as text; <c>null</c> when it is not kept any more.</param>
public sealed record WebhookAnswer(Webhook Webhook, string? Body);
