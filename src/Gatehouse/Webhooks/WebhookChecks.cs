using System.Net;
using System.Text.RegularExpressions;
using Gatehouse.Validation;

namespace Gatehouse.Webhooks;

/// <summary>Names what is wrong with a facility's settings for webhooks, and with their secret.</summary>
internal static partial class WebhookChecks
{
    private const int LeastCharacters = 16;

    public static void Settings(WebhookSettings given, WebhookSettings? system, List<FieldError> errors)
    {
        var settings = given.Over(system);
        if (settings is { Verification: WebhookVerification.Hmac, Header: null })
            errors.Add(new FieldError("/webhooks/header", "Is required with hmac: the header of the signature."));
        HeaderName("/webhooks/header", settings.Header, errors);
        HeaderName("/webhooks/timestampHeader", settings.TimestampHeader, errors);
        if (settings.ToleranceSeconds is < 1 or > 3600)
            errors.Add(new FieldError("/webhooks/toleranceSeconds", "Must be from 1 to 3600."));
        if (settings.Dedupe == WebhookDedupe.Header && settings.DedupeName is null)
            errors.Add(new FieldError("/webhooks/dedupeName", "Is required with header: the header's name."));
        else if (settings.Dedupe == WebhookDedupe.Header)
            HeaderName("/webhooks/dedupeName", settings.DedupeName, errors);
        else if (settings.Dedupe == WebhookDedupe.Body && settings.DedupeName?.StartsWith('/') != true)
            errors.Add(new FieldError("/webhooks/dedupeName", "Is required with body: a JSON pointer such as /data/eventId."));
        for (var i = 0; i < settings.Networks.Count; i++)
        {
            if (!IPNetwork.TryParse(settings.Networks[i], out _))
                errors.Add(new FieldError(FormattableString.Invariant($"/webhooks/networks/{i}"), "Must be a network in CIDR notation such as 203.0.113.0/24."));
        }
    }

    public static void Secret(string value, List<FieldError> errors)
    {
        foreach (var secret in WebhookSecrets.Split(value))
        {
            if (secret.Length < LeastCharacters)
                errors.Add(new FieldError("/value", FormattableString.Invariant($"Each secret must have at least {LeastCharacters} characters; several are separated by spaces.")));
            else if (secret.StartsWith(WebhookSecrets.StandardPrefix, StringComparison.Ordinal) && WebhookSecrets.Key(secret) is null)
                errors.Add(new FieldError("/value", $"After {WebhookSecrets.StandardPrefix} a secret must be Base64."));
        }
    }

    private static void HeaderName(string pointer, string? name, List<FieldError> errors)
    {
        if (name is not null && !HeaderForm().IsMatch(name))
            errors.Add(new FieldError(pointer, "Must be the name of a header: letters, digits and hyphens, at most 100."));
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderForm();
}
