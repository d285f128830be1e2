using Gatehouse.ApiKeys;

namespace Gatehouse.Api.ApiKeys;

/// <summary>A caller's key, without its secret.</summary>
public sealed record ApiKeyAnswer
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The facilities that it is good for; absent for all.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused, UTC; absent for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is refused.</summary>
    public required bool Disabled { get; init; }

    /// <summary>How many requests a second it may make; absent for the hub's default.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>When it was last used, UTC, to the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The text that its holder sends. Shown once, when the key is made.</summary>
    public string? Key { get; init; }

    internal static ApiKeyAnswer Of(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Scopes = key.Scopes,
        Facilities = key.Facilities,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        Disabled = key.Disabled,
        RequestsPerSecond = key.RequestsPerSecond,
        LastUsedAt = key.LastUsedAt,
    };
}
