using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// Classifies failures. Of the vendor's codes only 4 (wrong password) is documented, so its words decide; the setting <c>errorCodes</c>
/// says what the appendix of a partner's contract knows better.
/// </summary>
internal static partial class VizPinErrors
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string WrongPassword = "4";

    private static readonly FrozenDictionary<string, VendorErrorKind> Kinds = new Dictionary<string, VendorErrorKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["unauthenticated"] = VendorErrorKind.Unauthenticated,
        ["forbidden"] = VendorErrorKind.Forbidden,
        ["notFound"] = VendorErrorKind.NotFound,
        ["invalid"] = VendorErrorKind.Invalid,
        ["conflict"] = VendorErrorKind.Conflict,
        ["rateLimited"] = VendorErrorKind.RateLimited,
        ["unavailable"] = VendorErrorKind.Unavailable,
        ["notSupported"] = VendorErrorKind.NotSupported,
        ["misconfigured"] = VendorErrorKind.Misconfigured,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FrozenDictionary<string, VendorErrorKind> ReadCodes(JsonElement? map, List<FieldError> errors)
    {
        var codes = new Dictionary<string, VendorErrorKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map?.EnumerateObject().AsEnumerable() ?? [])
        {
            if (Kinds.TryGetValue(entry.Value.GetString()!, out var kind))
                codes[entry.Name] = kind;
            else
                errors.Add(new FieldError($"/settings/errorCodes/{entry.Name}", $"Must be one of: {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}."));
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A failure that was told inside an answer.</summary>
    /// <param name="settings">The facility's settings.</param>
    /// <param name="method">The method that failed.</param>
    /// <param name="code">The vendor's code.</param>
    /// <param name="words">The vendor's message, without secrets.</param>
    public static VendorError Of(VizPinSettings settings, string method, string? code, string? words)
    {
        var kind = code is not null && settings.ErrorCodes.TryGetValue(code, out var known) ? known : KindOf(code, words ?? "");
        var message = kind switch
        {
            VendorErrorKind.Unauthenticated when method == VizPinClient.LoginMethod => "VIZpin does not accept the facility's username, password and oem-key.",
            VendorErrorKind.Unauthenticated => "VIZpin does not accept the token of the facility's login, or its oem-key.",
            VendorErrorKind.Forbidden => "VIZpin does not allow it to this partner or from this address; it filters by IP address: have the hub's address put on its list.",
            VendorErrorKind.Misconfigured => $"VIZpin has no method {method}: check the facility's settings.",
            _ => $"VIZpin refused {method}.",
        };
        return new VendorError(kind, message, code, VendorHttp.Shorten(words), EffectUnknown: kind == VendorErrorKind.Unavailable);
    }

    public static VendorException NotFound(string what, string id) =>
        new(new VendorError(VendorErrorKind.NotFound, $"VIZpin has no {what} '{VendorHttp.Shorten(id)}'.", "not_found"));

    private static VendorErrorKind KindOf(string? code, string words)
    {
        if (int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is <= -32000 and >= -32768)
        {
            // The codes that the specification of JSON-RPC reserves.
            return number switch
            {
                -32601 => VendorErrorKind.Misconfigured,
                -32600 or -32602 or -32700 => VendorErrorKind.Invalid,
                _ => VendorErrorKind.Unavailable,
            };
        }

        return code == WrongPassword || Login().IsMatch(words) ? VendorErrorKind.Unauthenticated
            : Method().IsMatch(words) ? VendorErrorKind.Misconfigured
            : Permission().IsMatch(words) ? VendorErrorKind.Forbidden
            : Limit().IsMatch(words) ? VendorErrorKind.RateLimited
            : NotEnabled().IsMatch(words) ? VendorErrorKind.NotSupported
            : Missing().IsMatch(words) ? VendorErrorKind.NotFound
            : Existing().IsMatch(words) ? VendorErrorKind.Conflict
            : Internal().IsMatch(words) ? VendorErrorKind.Unavailable
            : VendorErrorKind.Invalid;
    }

    [GeneratedRegex(@"\b(token|session|oem[_ ]?key|password or username|username or password|unauthori[sz]ed|not authenticated|re-?authenticate)\b", Options, 1000)]
    private static partial Regex Login();

    [GeneratedRegex(@"\b(unknown|invalid|no such|unsupported) method\b|\bmethod\b.*\b(not found|unknown|not supported|does not exist)\b", Options, 1000)]
    private static partial Regex Method();

    [GeneratedRegex(@"\bip\b|\b(forbidden|not allowed|no permission|not permitted|permission denied|access denied)\b", Options, 1000)]
    private static partial Regex Permission();

    [GeneratedRegex(@"\b(too many|limit exceeded|rate limit|try again later)\b", Options, 1000)]
    private static partial Regex Limit();

    [GeneratedRegex(@"\bnot enabled\b", Options, 1000)]
    private static partial Regex NotEnabled();

    [GeneratedRegex(@"\b(not found|does not exist|doesn't exist|no such|unknown (user|account|location|reader|role))\b", Options, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex(@"\b(already|duplicate|exists)\b", Options, 1000)]
    private static partial Regex Existing();

    [GeneratedRegex(@"\b(internal (server )?error|unexpected error|exception|timed? ?out|unable to lock)\b", Options, 1000)]
    private static partial Regex Internal();
}
