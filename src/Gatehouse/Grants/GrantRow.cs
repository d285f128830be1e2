using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>A grant as it is stored, without its targets.</summary>
public sealed record GrantRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>Who may enter.</summary>
    public required GrantSubject Subject { get; init; }

    /// <summary>From when to when.</summary>
    public required AccessWindow Window { get; init; }

    /// <summary>Why.</summary>
    public string? Purpose { get; init; }

    /// <summary>The visit that it follows.</summary>
    public GrantVisit? Visit { get; init; }

    /// <summary>Whether a caller revoked it as a whole; nothing is added to it or brought back any more.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>How many targets it has ever had; their numbers are below.</summary>
    public required int Targets { get; init; }

    /// <summary>Counts its changes.</summary>
    public required int Version { get; init; }

    /// <summary>Its version and the last event that told of the grant as a whole.</summary>
    public string? Told { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a caller last changed it, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
