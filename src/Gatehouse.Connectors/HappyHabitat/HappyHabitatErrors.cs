using System.Text;
using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Classifies what the vendor answers in place of a result: its error object, problem details, a bare text or nothing (vendors.md, 003).</summary>
internal static class HappyHabitatErrors
{
    /// <summary>Classifies an answer.</summary>
    /// <param name="http">Classifies by status.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="secret">What is taken out of the vendor's words.</param>
    public static VendorError Of(VendorHttp http, OutgoingAnswer answer, string secret)
    {
        var body = WireJson.TryParse(answer, out var parsed) ? parsed : default;
        var code = Member(body, "code");
        var words = Words(answer, body);
        var error = http.Classify(answer, code, secret.Length == 0 ? words : words?.Replace(secret, "***", StringComparison.Ordinal));
        return answer.Status switch
        {
            401 => error with { Message = "Happy Habitat does not accept the token." },
            403 => error with { Message = "Happy Habitat does not allow this account to do that; for residents it needs the role ADMIN_COMPANY or SYSTEM_ADMIN." },
            // What the vendor has not found it says in problem details; an address that nobody serves is answered by others.
            404 when code is null && Member(body, "title") is null => error with
            {
                Kind = VendorErrorKind.Misconfigured,
                Message = "Happy Habitat has no such call: check baseUrl in the facility's settings.",
            },
            _ => OfCode(error, code),
        };
    }

    private static VendorError OfCode(VendorError error, string? code) => code switch
    {
        "VALIDATION_ERROR" or "BAD_REQUEST" => error with { Kind = VendorErrorKind.Invalid, EffectUnknown = false },
        "NOT_FOUND" => error with { Kind = VendorErrorKind.NotFound, EffectUnknown = false },
        "UNAUTHORIZED" => error with { Kind = VendorErrorKind.Unauthenticated, EffectUnknown = false },
        "INVALID_OPERATION" => error with { Kind = VendorErrorKind.Conflict },
        "INTERNAL_ERROR" or "DATABASE_ERROR" => error with { Kind = VendorErrorKind.Unavailable, EffectUnknown = true },
        _ => error,
    };

    private static string? Words(OutgoingAnswer answer, JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.String => body.GetString(),
        JsonValueKind.Object => OfObject(body),
        JsonValueKind.Undefined => Plain(answer),
        _ => null,
    };

    private static string? OfObject(JsonElement body)
    {
        var words = Member(body, "message") ?? Member(body, "detail") ?? Member(body, "title");
        if (!body.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
            return words;

        var text = new StringBuilder(words);
        foreach (var field in errors.EnumerateObject())
            text.Append(' ').Append(field.Name).Append(": ").AppendJoin(' ', Texts(field.Value));
        return text.ToString();
    }

    private static IEnumerable<string?> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(WireValue.Text)
        : [WireValue.Text(value)];

    private static string? Plain(OutgoingAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span).Trim();
        return text.Length == 0 || text.StartsWith('<') ? null : text;
    }

    private static string? Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
