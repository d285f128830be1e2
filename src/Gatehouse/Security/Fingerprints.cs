using System.Security.Cryptography;

namespace Gatehouse.Security;

/// <summary>Keyed hashes by which equal content is recognised without keeping it.</summary>
/// <param name="keys">The hub's keys.</param>
public sealed class Fingerprints(HubKeys keys)
{
    private const string Purpose = "gatehouse/fingerprint";

    /// <summary>The fingerprint of a content: the key's version and an HMAC-SHA256, as text.</summary>
    public async ValueTask<string> OfAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var (version, key) = await keys.CurrentAsync(Purpose, cancellationToken);
        return Text(version, key, content.Span);
    }

    /// <summary>Whether a fingerprint was made of this content.</summary>
    public async ValueTask<bool> MatchesAsync(string fingerprint, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var dot = fingerprint.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !byte.TryParse(fingerprint.AsSpan(0, dot), out var version))
            return false;

        return await keys.OfVersionAsync(version, Purpose, cancellationToken) is { } key
            && fingerprint == Text(version, key, content.Span);
    }

    private static string Text(byte version, byte[] key, ReadOnlySpan<byte> content) =>
        FormattableString.Invariant($"{version}.{Convert.ToHexStringLower(HMACSHA256.HashData(key, content))}");
}
