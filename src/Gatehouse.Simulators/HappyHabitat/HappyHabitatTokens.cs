using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>Gives out and checks JSON Web Tokens, signed with HMAC-SHA256.</summary>
internal sealed class HappyHabitatTokens(TimeSpan life, TimeProvider clock)
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<string> _issued = new();
    private int _generation;

    /// <summary>All tokens so far.</summary>
    public IReadOnlyList<string> Issued => [.. _issued];

    /// <summary>A new token and its end.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(string username)
    {
        var expiresAt = clock.GetUtcNow() + life;
        var claims = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sub"] = username,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["gen"] = Volatile.Read(ref _generation).ToString(CultureInfo.InvariantCulture),
            ["exp"] = expiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        var content = $"{Encode(Encoding.UTF8.GetBytes(Header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims, ClaimsJson.Default.DictionaryStringString))}";
        var token = $"{content}.{Encode(Sign(content))}";
        _issued.Enqueue(token);
        return (token, expiresAt);
    }

    /// <summary>Whose token it is, or null when it is none, is over or was revoked.</summary>
    public string? Check(string? authorization)
    {
        const string scheme = "Bearer ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true)
            return null;

        var token = authorization[scheme.Length..];
        var end = token.LastIndexOf('.');
        if (end < 0 || !string.Equals(token[(end + 1)..], Encode(Sign(token[..end])), StringComparison.Ordinal))
            return null;

        var claims = JsonSerializer.Deserialize(
            Base64Url.DecodeFromChars(token.AsSpan()[(token.IndexOf('.', StringComparison.Ordinal) + 1)..end]), ClaimsJson.Default.DictionaryStringString)!;
        return Number(claims["gen"]) == Volatile.Read(ref _generation) && Number(claims["exp"]) > clock.GetUtcNow().ToUnixTimeMilliseconds()
            ? claims["sub"]
            : null;
    }

    public void Revoke() => Interlocked.Increment(ref _generation);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private byte[] Sign(string content) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(content));
}
