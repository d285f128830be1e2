using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Webhooks;

/// <summary>Tells whether a webhook comes from who knows the secret. Secrets and signatures are compared in constant time, all with all.</summary>
internal static class WebhookVerifier
{
    private const string DefaultKeyHeader = "x-api-key";
    private const int DefaultTolerance = 300;

    public static bool IsGenuine(WebhookRequest request, WebhookSettings settings, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        IsFromNetwork(request.Remote, settings.Networks)
        && (settings.Verification == WebhookVerification.PathToken) == (request.Token is not null)
        && settings.Verification switch
        {
            WebhookVerification.StandardWebhooks => IsStandard(request, settings, secrets, now),
            WebhookVerification.Hmac => IsSigned(request, settings, secrets, now),
            WebhookVerification.SharedKey => IsAny(secrets, request.Header(settings.Header ?? DefaultKeyHeader)),
            WebhookVerification.PathToken => IsAny(secrets, request.Token),
            _ => false,
        };

    private static bool IsFromNetwork(IPAddress? remote, IReadOnlyList<string> networks)
    {
        if (networks.Count == 0)
            return true;
        if (remote is null)
            return false;

        var address = remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote;
        return networks.Any(network => IPNetwork.TryParse(network, out var known) && known.Contains(address));
    }

    private static bool IsStandard(WebhookRequest request, WebhookSettings settings, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(StandardWebhookHeaders.Id) is not { Length: > 0 } id
            || request.Header(StandardWebhookHeaders.Timestamp) is not { } sent || !IsRecent(sent, settings, now)
            || request.Header(StandardWebhookHeaders.Signature) is not { } signatures)
            return false;

        var given = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(signature => signature.StartsWith("v1,", StringComparison.Ordinal))
            .Select(signature => Decode(signature[3..], SignatureEncoding.Base64))
            .ToList();
        var genuine = false;
        foreach (var key in secrets.Select(WebhookSecrets.Key).OfType<byte[]>())
        {
            var wanted = Sign(key, Encoding.UTF8.GetBytes($"{id}.{sent}."), request.Body.Span);
            foreach (var signature in given)
                genuine |= CryptographicOperations.FixedTimeEquals(wanted, signature);
        }

        return genuine;
    }

    private static bool IsSigned(WebhookRequest request, WebhookSettings settings, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var before = "";
        if (settings.TimestampHeader is { } header)
        {
            if (request.Header(header) is not { } sent || !IsRecent(sent, settings, now))
                return false;
            before = sent + ".";
        }

        var prefix = settings.Prefix ?? "";
        if (settings.Header is null || request.Header(settings.Header) is not { } text || !text.StartsWith(prefix, StringComparison.Ordinal))
            return false;

        var given = Decode(text[prefix.Length..], settings.Encoding ?? SignatureEncoding.Hex);
        var genuine = false;
        foreach (var secret in secrets)
            genuine |= CryptographicOperations.FixedTimeEquals(Sign(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(before), request.Body.Span), given);
        return genuine;
    }

    private static bool IsAny(IReadOnlyList<string> secrets, string? given)
    {
        if (given is null)
            return false;

        // Hashes are compared, so that the time does not tell the length either.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var genuine = false;
        foreach (var secret in secrets)
            genuine |= CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), hash);
        return genuine;
    }

    private static bool IsRecent(string sent, WebhookSettings settings, DateTimeOffset now) =>
        long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Int128.Abs((Int128)now.ToUnixTimeSeconds() - seconds) <= (settings.ToleranceSeconds ?? DefaultTolerance);

    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> before, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(before);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static byte[] Decode(string text, SignatureEncoding encoding)
    {
        var bytes = new byte[text.Length];
        if (encoding == SignatureEncoding.Base64)
            return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
        return Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done ? bytes[..written] : [];
    }
}
