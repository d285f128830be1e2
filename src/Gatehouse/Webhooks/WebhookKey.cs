using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Webhooks;

/// <summary>The id of a webhook: a hash of what it is recognised by. There is no date in it: a late repetition is no new one.</summary>
internal static class WebhookKey
{
    private const int LongestValue = 1000;

    public static string IdOf(WebhookRequest request, WebhookSettings settings)
    {
        var (source, name) = settings.Dedupe is { } said
            ? (said, settings.DedupeName)
            : settings.Verification == WebhookVerification.StandardWebhooks ? (WebhookDedupe.Header, StandardWebhookHeaders.Id) : (WebhookDedupe.Hash, null);
        var value = source switch
        {
            WebhookDedupe.Header => request.Header(name!),
            WebhookDedupe.Body => ValueAt(request.Body, name!),
            _ => null,
        };
        return value is { Length: > 0 and <= LongestValue }
            ? Hash($"{request.Facility}\nkey\n{value}")
            : Hash($"{request.Facility}\nbody\n{Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))}");
    }

    private static string? ValueAt(ReadOnlyMemory<byte> body, string pointer)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var element = document.RootElement;
            foreach (var segment in pointer[1..].Split('/'))
            {
                var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => element.GetRawText(),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair is InvalidOperationException.
            return null;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
