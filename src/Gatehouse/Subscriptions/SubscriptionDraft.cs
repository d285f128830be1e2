namespace Gatehouse.Subscriptions;

/// <summary>What a new subscription shall be sent, and where.</summary>
public sealed record SubscriptionDraft
{
    /// <summary>Where events are sent: an http or https address.</summary>
    public string? Url { get; init; }

    /// <summary>Which types of events: <c>visit.arrived</c>, <c>grant.*</c>, <c>*</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The facilities whose events are sent; all that the caller's key is good for when absent.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>What it is for, for people.</summary>
    public string? Description { get; init; }
}
