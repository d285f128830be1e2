using Gatehouse.Events;

namespace Gatehouse.Subscriptions;

/// <summary>Somebody who is sent events, as it is stored. Address and secrets are encrypted.</summary>
public sealed record Subscription
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>The address without its query, for people.</summary>
    public required string ShownUrl { get; init; }

    /// <summary>The whole address, encrypted: the query of such an address is often a secret.</summary>
    public required byte[] Url { get; init; }

    /// <summary>Which types of events, see <see cref="EventPatterns"/>.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The facilities whose events are sent; <see langword="null"/> for all, and what belongs to none.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>The id of the API key that it was made or last enabled with: nothing is sent once that is no longer good.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What it is for, for people.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its secrets, the newest first: at most two.</summary>
    public required IReadOnlyList<SubscriptionSecret> Secrets { get; init; }

    /// <summary>Since when no delivery was accepted, UTC; <see langword="null"/> after one that was.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Since when it is sent nothing, UTC; <see langword="null"/> while it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is sent nothing.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>The sequence of its last event.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether an event is sent.</summary>
    public bool Wants(HubEvent hubEvent) => DisabledAt is null && hubEvent.IsWithin(Facilities) && EventPatterns.Match(Types, hubEvent.Type);
}
