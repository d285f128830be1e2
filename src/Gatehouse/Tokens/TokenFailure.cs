using Gatehouse.Vendors;

namespace Gatehouse.Tokens;

/// <summary>A login that failed: until when nobody tries again.</summary>
public sealed record TokenFailure
{
    /// <summary>How many have failed one after the other, or gave a token that the vendor did not accept.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the next attempt is made, UTC.</summary>
    public required DateTimeOffset RetryAt { get; init; }

    /// <summary>The settings that it failed with.</summary>
    public required string Binding { get; init; }

    /// <summary>The names of the secrets that it failed with.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The fingerprint of those secrets' values: with others the login is tried at once.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What went wrong.</summary>
    public required VendorErrorKind Kind { get; init; }

    /// <summary>What happened, for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The vendor's code.</summary>
    public string? Code { get; init; }
}
