namespace Gatehouse.Passes;

/// <summary>A visitor's pass as it is stored. The link itself is not: it is signed anew each time, and comes out the same.</summary>
public sealed record PassRow
{
    /// <summary>Its id: the same for the same grant or visit.</summary>
    public required string Id { get; init; }

    /// <summary>The grant; <see langword="null"/> for a visit.</summary>
    public string? Grant { get; init; }

    /// <summary>The visit's facility.</summary>
    public string? Facility { get; init; }

    /// <summary>The vendor's id of the visit.</summary>
    public string? Visit { get; init; }

    /// <summary>Which of the pass's links is good: another one after each revocation, never one that was good before.</summary>
    public required string Serial { get; init; }

    /// <summary>When the link was first issued, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the link was revoked, UTC.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When the grant or visit was last known to end, UTC; decides when the pass is forgotten, nothing else.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
