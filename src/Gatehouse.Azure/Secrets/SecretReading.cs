using Gatehouse.Secrets;

namespace Gatehouse.Azure.Secrets;

/// <summary>A secret as the vault gave it.</summary>
/// <param name="value">The value; <see langword="null"/> when there is no such secret, or it may not be used.</param>
/// <param name="expiresOn">When it expires; <see langword="null"/> when it does not.</param>
/// <param name="unusable">Why it may not be used; <see langword="null"/> when it may.</param>
internal sealed class SecretReading(string? value, DateTimeOffset? expiresOn = null, UnusableSecretException? unusable = null)
{
    /// <summary>The value; <see langword="null"/> when there is no such secret, or it may not be used.</summary>
    public string? Value { get; } = value;

    /// <summary>When it expires; <see langword="null"/> when it does not.</summary>
    public DateTimeOffset? ExpiresOn { get; } = expiresOn;

    /// <summary>Whether there is such a secret, be it one that may not be used.</summary>
    public bool IsSomething => Value is not null || unusable is not null;

    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Until when it serves without asking again.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>The value for a caller. Each gets an exception of its own.</summary>
    /// <exception cref="UnusableSecretException">It may not be used.</exception>
    public string? Use() => unusable is null ? Value : throw new UnusableSecretException(unusable.Message, unusable.InnerException);

    /// <summary>The same, to be asked for anew.</summary>
    public SecretReading Stale() => new(Value, ExpiresOn, unusable) { ReadAt = ReadAt, FreshUntil = DateTimeOffset.MinValue };
}
