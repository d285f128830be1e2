namespace Gatehouse.Api.Subscriptions;

/// <summary>Which events are sent once more.</summary>
public sealed record ReplayDraft
{
    /// <summary>Those that were logged at or after this time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Those that were logged before this time; until now when absent.</summary>
    public DateTimeOffset? To { get; init; }
}
