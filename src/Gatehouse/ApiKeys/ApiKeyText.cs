using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.ApiKeys;

/// <summary>The text of a key, <c>gh_{id}_{secret}</c>: lower-case hexadecimal digits, but for the id <c>admin</c>.</summary>
internal static class ApiKeyText
{
    public const string AdminId = "admin";

    private const string Prefix = "gh_";
    private const int IdCharacters = 16;
    private const int SecretCharacters = 48;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new id, 64 random bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true);

    /// <summary>A new secret, 192 random bits.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(SecretCharacters, lowercase: true);

    public static string Compose(string id, string secret) => $"{Prefix}{id}_{secret}";

    /// <summary>Takes a text apart; <see langword="false"/> when it cannot be a key's.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReadOnlySpan<char> id, out ReadOnlySpan<char> secret)
    {
        id = secret = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        text = text[Prefix.Length..];
        var end = text.IndexOf('_');
        if (end < 0 || text.Length - end - 1 != SecretCharacters || text[(end + 1)..].ContainsAnyExcept(Digits))
            return false;

        id = text[..end];
        secret = text[(end + 1)..];
        return id is AdminId || IsId(id);
    }

    /// <summary>Whether a text has the form of an id other than the admin key's.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdCharacters && !text.ContainsAnyExcept(Digits);

    /// <summary>The SHA-256 of a secret, into 32 bytes.</summary>
    public static void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[SecretCharacters];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(secret, bytes)], hash);
    }
}
