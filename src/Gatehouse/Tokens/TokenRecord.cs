namespace Gatehouse.Tokens;

/// <summary>A facility's token as it is stored.</summary>
public sealed record TokenRecord
{
    /// <summary>Which token it is; <see langword="null"/> when there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The token, encrypted.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The settings that it was got with.</summary>
    public string? Binding { get; init; }

    /// <summary>When it was got, UTC.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>How long it is good.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>When it was last seen in use, UTC.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>How many attempts to get a token that the vendor accepts failed before this one; 0 once it was accepted.</summary>
    public int Attempts { get; init; }

    /// <summary>Until when nobody else logs in, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The last login, when it failed.</summary>
    public TokenFailure? Failure { get; init; }
}
