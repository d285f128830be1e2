using Gatehouse.Connectors;

namespace Gatehouse.Webhooks;

/// <summary>What a connector knows of its vendor's webhooks.</summary>
/// <param name="Settings">How the vendor sends them, as far as a facility's settings do not say otherwise.</param>
/// <param name="Read">
/// Reads a body; <see langword="null"/> for one that does not say its type. Throws <see cref="FormatException"/> for a type that it knows
/// whose content is broken.
/// </param>
/// <param name="TypeOf">The vendor's word for what a body tells; <see langword="null"/> where it cannot be read. Throws for no body.</param>
public sealed record WebhookSource(
    WebhookSettings Settings, Func<FacilityContext, ReadOnlyMemory<byte>, WebhookContent?> Read, Func<ReadOnlyMemory<byte>, string?> TypeOf);
