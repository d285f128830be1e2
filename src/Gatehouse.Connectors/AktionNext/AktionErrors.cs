using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>
/// Classifies the vendor's error numbers: seed 001 and vendors.md, "Error numbers". The HTTP status alone misleads: 1008 is a 401
/// and 1544 a 404.
/// </summary>
internal static class AktionErrors
{
    /// <summary>VisitId cannot be ended.</summary>
    public const string CannotBeEnded = "1545";

    /// <summary>What error 8 is called.</summary>
    public const string NotLicensed = "not_licensed";

    private static readonly FrozenDictionary<long, (VendorErrorKind Kind, string Message)> ByNumber = new (long Number, VendorErrorKind Kind, string Message)[]
    {
        (8, VendorErrorKind.NotSupported, "This Aktion is not licensed for it."),
        (1000, VendorErrorKind.Unauthenticated, "Aktion does not know the token."),
        (1001, VendorErrorKind.Unauthenticated, "The token has expired at Aktion."),
        (1002, VendorErrorKind.Invalid, "Aktion refused a value, or one is missing."),
        (1003, VendorErrorKind.Misconfigured, "Aktion does not know the facility's userLogin or api-key, or the user is blocked."),
        (1004, VendorErrorKind.Misconfigured, "Aktion does not accept the facility's api-key."),
        (1006, VendorErrorKind.Misconfigured, "Aktion's IP filter does not let the hub's address in; have it added there."),
        (1007, VendorErrorKind.Misconfigured, "Aktion cannot read its own IP filter; have it corrected there."),
        (1008, VendorErrorKind.RateLimited, "Aktion allows no more calls for now."),
        (1101, VendorErrorKind.Forbidden, "The facility's user may not see people in Aktion."),
        (1121, VendorErrorKind.Forbidden, "The facility's user may not see passages in Aktion."),
        (1141, VendorErrorKind.Forbidden, "The facility's user may not use identifiers in Aktion."),
        (1161, VendorErrorKind.Forbidden, "The facility's user may not see the organization structure in Aktion."),
        (1516, VendorErrorKind.Forbidden, "The facility's user lacks the privilege on the agenda Visits in Aktion."),
        (1526, VendorErrorKind.Forbidden, "The facility's user lacks the privilege on the agenda Visitors in Aktion."),
        (1537, VendorErrorKind.Forbidden, "The facility's user lacks the record permission on the agenda Visits in Aktion."),
        (1538, VendorErrorKind.Forbidden, "The facility's user lacks the record permission on the agenda Visitors in Aktion."),
        (2121, VendorErrorKind.Forbidden, "The facility's user may not create people in Aktion."),
        (1100, VendorErrorKind.NotFound, "Aktion has no such person."),
        (1120, VendorErrorKind.NotFound, "Aktion has no such sensor."),
        (1123, VendorErrorKind.NotFound, "Aktion has no event descriptions for the sensor."),
        (1160, VendorErrorKind.NotFound, "Aktion has no such unit in its organization structure."),
        (1517, VendorErrorKind.NotFound, "Aktion has no such visit."),
        (1528, VendorErrorKind.NotFound, "Aktion has no such firm."),
        (1534, VendorErrorKind.NotFound, "Aktion has no such kiosk."),
        (1540, VendorErrorKind.NotFound, "The visit does not exist in Aktion."),
        (1544, VendorErrorKind.Unavailable, "Aktion failed while it updated the visit."),
        (1545, VendorErrorKind.Conflict, "The visit cannot be ended in Aktion."),
    }.ToFrozenDictionary(error => error.Number, error => (error.Kind, error.Message));

    /// <summary>The error that an answer tells; <see langword="null"/> when it tells of none.</summary>
    /// <param name="http">Classifies by status what has no number.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its JSON, where it is some.</param>
    /// <param name="path">The path that was called.</param>
    /// <param name="secrets">The token and the key: the vendor quotes them.</param>
    public static VendorError? Find(VendorHttp http, OutgoingAnswer answer, JsonElement? body, string path, params ReadOnlySpan<string> secrets)
    {
        var result = Result(body);
        var number = result is { } told && told.TryGetProperty("Code", out var code) ? WireValue.Number(code) : null;
        if (answer.IsSuccess && number is null or 0)
            return null;

        var words = Words(result, secrets);
        var status = http.Classify(answer, number?.ToString(CultureInfo.InvariantCulture), words);
        if (number is { } known && ByNumber.TryGetValue(known, out var error))
        {
            return status with
            {
                Kind = error.Kind,
                Message = error.Message,
                Code = known == 8 ? NotLicensed : status.Code,
                EffectUnknown = known == 1544,
            };
        }

        return answer.Status is 404 or 405 && number is null
            ? status with
            {
                Kind = VendorErrorKind.Misconfigured,
                Message = $"Aktion has no call {path} at the facility's baseUrl: correct that setting, or the setting that names the path.",
                EffectUnknown = false,
            }
            : status;
    }

    /// <summary>The result of an answer: an object of its own, or the answer itself when it is flat.</summary>
    private static JsonElement? Result(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } answer)
            return null;
        return answer.TryGetProperty("Result", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : answer;
    }

    private static string? Words(JsonElement? result, ReadOnlySpan<string> secrets)
    {
        if (result is not { } told || !told.TryGetProperty("Message", out var message) || WireValue.Text(message) is not { } words)
            return null;

        if (told.TryGetProperty("ModelStateErr", out var problems) && problems.ValueKind == JsonValueKind.Array)
            words = string.Join(' ', problems.EnumerateArray().Select(WireValue.Text).Prepend(words));
        foreach (var secret in secrets)
        {
            if (secret.Length > 0)
                words = words.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        }

        return words;
    }
}
