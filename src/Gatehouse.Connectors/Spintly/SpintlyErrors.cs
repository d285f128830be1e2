using System.Globalization;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>
/// Classifies what the vendor answers in place of a result. It documents no errors; those of its platform, Amazon's API Gateway,
/// are told by their words.
/// </summary>
internal static class SpintlyErrors
{
    private static readonly string[] NoSuchCall = ["Missing Authentication Token", "Cannot GET", "Cannot POST", "Cannot PATCH", "Cannot PUT", "Cannot DELETE", "no Route matched"];
    private static readonly string[] TokenWords = ["token", "Unauthorized", "explicit deny"];
    private static readonly string[] NotFoundWords = ["not found", "does not exist", "no such"];

    /// <summary>Classifies an answer that is a failure by its status, or by its type in spite of it.</summary>
    /// <param name="http">Classifies by status.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its JSON, where it has.</param>
    /// <param name="secrets">What is taken out of the vendor's words.</param>
    public static VendorError Of(VendorHttp http, OutgoingAnswer answer, SpintlyBody? body, params ReadOnlySpan<string> secrets)
    {
        var words = body?.Words;
        foreach (var secret in secrets)
            words = words?.Replace(secret, "***", StringComparison.Ordinal);

        // The envelope may say failure under a status of success; its own statusCode then tells which.
        var status = answer.Status;
        if (answer.IsSuccess)
            status = int.TryParse(body?.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own is >= 400 and < 600 ? own : Guess(words);
        var error = http.Classify(answer with { Status = status }, body?.Code, words);

        // Taken for "not found", a wrong path would make every deletion look done.
        if ((status == 404 && body is null) || (status is 403 or 404 && Speaks(words, NoSuchCall)))
        {
            return error with
            {
                Kind = VendorErrorKind.Misconfigured,
                Message = "Spintly has no such call: check baseUrl, the paths and their methods in the facility's settings.",
                EffectUnknown = false,
            };
        }

        return status == 403 && Speaks(words, TokenWords) ? error with { Kind = VendorErrorKind.Unauthenticated } : error;
    }

    private static int Guess(string? words) =>
        Speaks(words, NotFoundWords) ? 404 : Speaks(words, TokenWords) ? 401 : 400;

    private static bool Speaks(string? words, string[] of) =>
        words is not null && Array.Exists(of, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
}
