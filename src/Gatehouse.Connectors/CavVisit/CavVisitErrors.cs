using System.Text;
using System.Text.Json;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Classifies what the vendor answers in place of a result. Its error bodies and codes are not documented.</summary>
internal static class CavVisitErrors
{
    private static readonly string[] MessageMembers = ["Message", "ExceptionMessage", "MessageDetail", "error_description", "error", "title"];

    // Words that stand in a message about the keys and in no other.
    private static readonly string[] KeyWords =
        ["customerkey", "customer key", "customerid", "customer id", "api key", "apikey", "web key", "unauthorized", "unauthorised", "authorization has been denied"];

    /// <summary>Classifies an answer by its status and its words.</summary>
    /// <param name="http">Classifies by status.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="key">The facility's key, which is taken out of the vendor's words.</param>
    public static VendorError Of(VendorHttp http, OutgoingAnswer answer, string key)
    {
        var words = Words(answer)?.Replace(key, "***", StringComparison.Ordinal);
        var error = http.Classify(answer, vendorMessage: words);
        return words is not null && SpeaksOfKeys(error.Kind, words)
            ? error with
            {
                Kind = VendorErrorKind.Unauthenticated,
                Message = "CavVisit does not accept the facility's customerId and customer-key.",
                EffectUnknown = false,
            }
            : error;
    }

    /// <summary>A failure told in an answer that says it is a success: an object with a message; <see langword="null"/> when it is none.</summary>
    public static VendorError? InSuccess(VendorHttp http, OutgoingAnswer answer, JsonElement body, string key) =>
        body.ValueKind == JsonValueKind.Object && Message(body) is not null && Of(http, answer, key) is { } error
            ? error.Kind == VendorErrorKind.Protocol ? error with { Message = "CavVisit answered with a message in place of a result." } : error
            : null;

    private static bool SpeaksOfKeys(VendorErrorKind kind, string words) =>
        kind is not (VendorErrorKind.RateLimited or VendorErrorKind.Unauthenticated)
        && Array.Exists(KeyWords, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Words(OutgoingAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span).Trim();
        if (text.Length == 0 || text[0] == '<')
            return null;

        try
        {
            var body = JsonElement.Parse(text);
            return body.ValueKind switch
            {
                JsonValueKind.String => body.GetString(),
                JsonValueKind.Object => Message(body),
                _ => null,
            };
        }
        catch (JsonException)
        {
            // Not JSON: a plain text is the message itself.
            return text;
        }
    }

    private static string? Message(JsonElement body)
    {
        foreach (var member in MessageMembers)
        {
            if (body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString();
        }

        return null;
    }
}
