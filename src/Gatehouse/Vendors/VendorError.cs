namespace Gatehouse.Vendors;

/// <summary>A vendor's failure, classified, with the vendor's own words kept.</summary>
/// <param name="Kind">What it means to the hub.</param>
/// <param name="Message">What happened, for a person; never with a secret.</param>
/// <param name="Code">The vendor's error code, or the hub's where the vendor has none.</param>
/// <param name="VendorMessage">The vendor's own text, shortened, where it sent one.</param>
/// <param name="RetryAfter">How long the vendor asks to wait.</param>
/// <param name="EffectUnknown">Whether the call may have taken effect all the same.</param>
public sealed record VendorError(
    VendorErrorKind Kind,
    string Message,
    string? Code = null,
    string? VendorMessage = null,
    TimeSpan? RetryAfter = null,
    bool EffectUnknown = false)
{
    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient => Kind is VendorErrorKind.RateLimited or VendorErrorKind.Unavailable or VendorErrorKind.Timeout
        or VendorErrorKind.Protocol;
}
