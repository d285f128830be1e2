using Gatehouse.Connectors;

namespace Gatehouse.Webhooks;

/// <summary>What a connector knows of its vendor's webhooks.</summary>
/// <param name="Settings">How the vendor sends them, as far as a facility's settings do not say otherwise.</param>
/// <param name="Read">
/// Reads a body; <see langword="null"/> for one that does not say its type. Throws <see cref="FormatException"/> for a type that it knows
/// whose content is broken.
/// </param>
public sealed record WebhookSource(WebhookSettings Settings, Func<FacilityContext, ReadOnlyMemory<byte>, WebhookContent?> Read);
