namespace Gatehouse.ApiKeys;

/// <summary>What a new key shall allow.</summary>
public sealed record ApiKeyDraft
{
    /// <summary>What it is for, for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it allows: <c>visits:read</c>, …</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The facilities that it is good for; all when absent.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>From when on it is refused; never when absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How many requests a second it may make; the hub's default when absent.</summary>
    public int? RequestsPerSecond { get; init; }
}
