namespace Gatehouse.Subscriptions;

/// <summary>A subscription as callers see it.</summary>
public sealed record SubscriptionView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where events are sent; a query is shown as <c>?…</c>, for it is often a secret.</summary>
    public required string Url { get; init; }

    /// <summary>Which types of events are sent.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The facilities whose events are sent; absent for all.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>The id of the API key that it was made or last enabled with: nothing is sent once that is deleted, disabled or expired.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when no delivery was accepted, UTC; absent when the last one was.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Since when it is sent nothing, UTC; absent while it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is sent nothing.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Until when the secret before the present one is used as well, UTC.</summary>
    public DateTimeOffset? FormerSecretExpiresAt { get; init; }

    /// <summary>The secret that deliveries are signed with, <c>whsec_…</c>. Shown once, when it is made.</summary>
    public string? Secret { get; init; }

    /// <summary>A subscription without its secrets.</summary>
    public static SubscriptionView Of(Subscription subscription, DateTimeOffset now) => new()
    {
        Id = subscription.Id,
        Url = subscription.ShownUrl,
        Types = subscription.Types,
        Facilities = subscription.Facilities,
        ApiKey = subscription.ApiKey,
        Description = subscription.Description,
        CreatedAt = subscription.CreatedAt,
        FailingSince = subscription.FailingSince,
        DisabledAt = subscription.DisabledAt,
        DisabledReason = subscription.DisabledReason,
        FormerSecretExpiresAt = subscription.Secrets.FirstOrDefault(secret => secret.ExpiresAt > now)?.ExpiresAt,
    };
}
