using System.Text;
using Gatehouse.Outgoing;

namespace Gatehouse.Vendors;

/// <summary>Sends a vendor's requests and turns failures of the transport into <see cref="VendorException"/>s.</summary>
/// <param name="http">The sender.</param>
/// <param name="time">The clock that a Retry-After date is measured against.</param>
public sealed class VendorHttp(OutgoingHttp http, TimeProvider time)
{
    private const int MessageCharacters = 500;

    /// <summary>Sends a request and reads the answer, whatever its status.</summary>
    /// <exception cref="VendorException">There was no answer; says whether the request may have taken effect.</exception>
    public async Task<OutgoingAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            throw new VendorException(new VendorError(VendorErrorKind.Misconfigured, refused.Message, "address_refused"), exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new VendorException(
                new VendorError(VendorErrorKind.Protocol, "The vendor's answer is too large.", "answer_too_large", EffectUnknown: true), exception);
        }
        catch (HttpRequestException exception)
        {
            var notSent = exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;
            var message = notSent
                ? $"The vendor cannot be reached at {request.RequestUri?.Host} ({exception.HttpRequestError})."
                : "The vendor broke off the connection before it had answered.";
            throw new VendorException(
                new VendorError(VendorErrorKind.Unavailable, message, notSent ? "unreachable" : "connection_lost", EffectUnknown: !notSent), exception);
        }
    }

    /// <summary>
    /// Classifies an answer by its status alone: what a connector falls back to when the vendor's own code says nothing.
    /// </summary>
    public VendorError Classify(OutgoingAnswer answer, string? code = null, string? vendorMessage = null)
    {
        var retryAfter = answer.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            { Date: not null } => TimeSpan.Zero,
            _ => (TimeSpan?)null,
        };
        var kind = answer.Status switch
        {
            401 => VendorErrorKind.Unauthenticated,
            403 => VendorErrorKind.Forbidden,
            404 or 410 => VendorErrorKind.NotFound,
            408 or 504 => VendorErrorKind.Timeout,
            409 or 412 => VendorErrorKind.Conflict,
            429 => VendorErrorKind.RateLimited,
            501 => VendorErrorKind.NotSupported,
            >= 500 => VendorErrorKind.Unavailable,
            >= 400 => VendorErrorKind.Invalid,
            _ => VendorErrorKind.Protocol,
        };
        var message = FormattableString.Invariant($"The vendor answered with HTTP status {answer.Status}.");
        var effectUnknown = kind is VendorErrorKind.Timeout or VendorErrorKind.Protocol or VendorErrorKind.Unavailable && answer.Status != 503;
        return new VendorError(kind, message, code ?? FormattableString.Invariant($"http_{answer.Status}"), Shorten(vendorMessage), retryAfter, effectUnknown);
    }

    /// <summary>A failure to understand an answer; the request may have taken effect.</summary>
    public static VendorException NotUnderstood(OutgoingAnswer answer, Exception? innerException = null) => new(
        new VendorError(
            VendorErrorKind.Protocol,
            FormattableString.Invariant($"The vendor's answer (HTTP status {answer.Status}, {answer.MediaType ?? "no content type"}, {answer.Body.Length} bytes) is not what its documentation says."),
            "answer_not_understood",
            EffectUnknown: true),
        innerException);

    /// <summary>The vendor's text as it can be shown: one line, bounded.</summary>
    public static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = new StringBuilder(Math.Min(text.Length, MessageCharacters));
        foreach (var c in text.Trim())
        {
            if (line.Length == MessageCharacters)
                return line.Append('…').ToString();
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }
}
