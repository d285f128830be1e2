using Gatehouse.Operations;

namespace Gatehouse.ApiKeys;

/// <summary>What a caller's key allows. Its text <c>gh_{id}_{secret}</c> is shown once and not kept.</summary>
public sealed record ApiKey
{
    /// <summary>Its id: the part of the text that is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, for people.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its secret, 32 bytes. The secret is random, so that a plain hash is enough.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>What it allows, of <see cref="Scopes.All"/>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The facilities that it is good for; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused, UTC; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is refused.</summary>
    public bool Disabled { get; init; }

    /// <summary>How many requests a second it may make; <see langword="null"/> for the hub's default.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>When it was last used, UTC, to the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether it allows a scope. <see cref="Scopes.Admin"/> allows each.</summary>
    public bool Allows(string scope)
    {
        for (var i = 0; i < Scopes.Count; i++)
        {
            if (Scopes[i] == scope || Scopes[i] == Operations.Scopes.Admin)
                return true;
        }

        return false;
    }

    /// <summary>Whether it is good for a facility.</summary>
    public bool Covers(string facility)
    {
        if (Facilities is not { } covered)
            return true;

        for (var i = 0; i < covered.Count; i++)
        {
            if (covered[i] == facility)
                return true;
        }

        return false;
    }
}
