using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Classifies what the vendor answers in place of a result. Its error bodies and codes are not documented.</summary>
internal static partial class CavVisitErrors
{
    private static readonly string[] MessageMembers = ["Message", "ExceptionMessage", "MessageDetail", "error_description", "error", "title"];

    // What is shorter stands in many words.
    private const int ShortestSecret = 4;

    // Words that stand in a message about the keys and in no other.
    private static readonly string[] KeyWords =
        ["customerkey", "customer key", "customerid", "customer id", "api key", "apikey", "web key", "unauthorized", "unauthorised", "authorization has been denied"];

    /// <summary>Classifies an answer by its status and its words.</summary>
    /// <param name="http">Classifies by status.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="secrets">The facility's key, and what else is taken out of the vendor's words.</param>
    public static VendorError Of(VendorHttp http, OutgoingAnswer answer, IReadOnlyList<string> secrets)
    {
        // The vendor's platform quotes the request's address in some messages, and the key with it.
        var words = Words(answer) is { } told ? Without(secrets, QueryString().Replace(told, "?***")) : null;
        var error = http.Classify(answer, vendorMessage: words);
        if (error.Kind == VendorErrorKind.NotFound && IsNoSuchCall(answer, words))
        {
            return error with
            {
                Kind = VendorErrorKind.Misconfigured,
                Message = "CavVisit has no such call: check baseUrl, apiVersion and the parameter names in the facility's settings.",
            };
        }

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
    public static VendorError? InSuccess(VendorHttp http, OutgoingAnswer answer, JsonElement body, IReadOnlyList<string> secrets) =>
        body.ValueKind == JsonValueKind.Object && Message(body) is not null && Of(http, answer, secrets) is { } error
            ? error.Kind == VendorErrorKind.Protocol ? error with { Message = "CavVisit answered with a message in place of a result." } : error
            : null;

    /// <summary>The passwords, national numbers and credentials of an object: a vendor that refuses it may quote them.</summary>
    public static IEnumerable<string> NotToBeQuoted(WireBody body)
    {
        var sensitive = CavVisitModels.Sensitive;
        return body.Texts
            .Where(member => sensitive.Passwords.Contains(member.Key) || sensitive.Personal.Contains(member.Key) || sensitive.Credentials.Contains(member.Key))
            .Select(member => member.Value)
            .Where(value => value.Length >= ShortestSecret);
    }

    private static string Without(IReadOnlyList<string> secrets, string words) =>
        secrets.Aggregate(words, (text, secret) => text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase));

    // Taken for "not found", a wrong address would make every deletion look done.
    private static bool IsNoSuchCall(OutgoingAnswer answer, string? words) =>
        words is null
            ? IsPage(answer)
            : words.Contains("No HTTP resource was found", StringComparison.OrdinalIgnoreCase)
                || words.Contains("No action was found", StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(OutgoingAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span).TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<');

    [GeneratedRegex(@"\?[^\s'""]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueryString();

    private static bool SpeaksOfKeys(VendorErrorKind kind, string words) =>
        kind is not (VendorErrorKind.RateLimited or VendorErrorKind.Unauthenticated)
        && Array.Exists(KeyWords, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Words(OutgoingAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span).Trim();
        if (text.Length == 0 || IsPage(answer))
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
