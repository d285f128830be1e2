namespace Gatehouse.Model;

/// <summary>Something that opens doors.</summary>
public sealed record Credential
{
    /// <summary>What it is.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>The QR payload, PIN, card number or code. Sensitive: <see langword="null"/> for callers without <c>credentials:read</c>.</summary>
    public string? Value { get; init; }

    /// <summary>When it stops working, where that is before the visit's end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
