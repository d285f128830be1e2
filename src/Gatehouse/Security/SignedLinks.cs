using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Security;

/// <summary>
/// Tokens in addresses that prove that the hub gave them out: HMAC-SHA256, the same for the same content. Each purpose has a key derived
/// for it, those of passes from a secret of their own.
/// </summary>
/// <param name="keys">The hub's keys.</param>
public sealed class SignedLinks(HubKeys keys)
{
    /// <summary>The purpose of pass links.</summary>
    public const string Passes = "pass";

    /// <summary>How many characters a token has.</summary>
    public const int TokenCharacters = 34;

    private const int MacBytes = 24;

    /// <summary>The token of a content.</summary>
    /// <param name="purpose">What it is good for; a token is good for nothing else.</param>
    /// <param name="content">What it is for.</param>
    /// <param name="cancellationToken">Cancels reading the key.</param>
    public async ValueTask<string> SignAsync(string purpose, string content, CancellationToken cancellationToken)
    {
        var (version, key) = purpose == Passes
            ? await keys.Passes.CurrentAsync(NameOf(purpose), cancellationToken)
            : await keys.CurrentAsync(NameOf(purpose), cancellationToken);
        byte[] token = [version, .. Mac(key, content)];
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Whether a token was made for the content; compared in constant time.</summary>
    public async ValueTask<bool> IsValidAsync(string purpose, string content, string? token, CancellationToken cancellationToken)
    {
        if (token is null || !Base64Url.IsValid(token))
            return false;

        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length == MacBytes + 1
            && await KeyAsync(bytes[0], purpose, cancellationToken) is { } key
            && CryptographicOperations.FixedTimeEquals(Mac(key, content), bytes.AsSpan(1));
    }

    private ValueTask<byte[]?> KeyAsync(byte version, string purpose, CancellationToken cancellationToken) => purpose == Passes
        ? keys.Passes.OfVersionAsync(version, NameOf(purpose), cancellationToken)
        : keys.OfVersionAsync(version, NameOf(purpose), cancellationToken);

    private static string NameOf(string purpose) => "gatehouse/link/" + purpose;

    private static byte[] Mac(byte[] key, string content) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content))[..MacBytes];
}
