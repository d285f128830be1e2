using Gatehouse.AccessEvents;

namespace Gatehouse.Webhooks;

/// <summary>What a webhook tells.</summary>
/// <param name="Type">The vendor's word for it.</param>
public sealed record WebhookContent(string Type)
{
    /// <summary>Whether the hub makes something of this type.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Passages through access points.</summary>
    public IReadOnlyList<AccessEvent> Passages { get => field ?? []; init; }

    /// <summary>Visits as they are by now.</summary>
    public IReadOnlyList<VisitNews> Visits { get => field ?? []; init; }
}
