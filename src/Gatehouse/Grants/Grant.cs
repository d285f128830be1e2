using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>Who may enter where, when: one subject, one window, targets at facilities.</summary>
public sealed record Grant
{
    /// <summary>Its id, made by the hub.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>Where it stands.</summary>
    public required GrantState State { get; init; }

    /// <summary>Who may enter.</summary>
    public required GrantSubject Subject { get; init; }

    /// <summary>From when to when.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>Why.</summary>
    public string? Purpose { get; init; }

    /// <summary>The visit that it follows.</summary>
    public GrantVisit? Visit { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a caller last changed it, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Its targets at the facilities that the caller's key covers.</summary>
    public required IReadOnlyList<GrantTarget> Targets { get; init; }

    /// <summary>Where the visitor's pass is.</summary>
    public string? PassUrl { get; init; }
}
