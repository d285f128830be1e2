using Gatehouse.Vendors;

namespace Gatehouse.Grants;

/// <summary>Why a try failed.</summary>
/// <param name="Code">The vendor's code, or the hub's.</param>
/// <param name="Message">What happened, for a person.</param>
/// <param name="VendorMessage">The vendor's own words.</param>
/// <param name="At">When, UTC.</param>
public sealed record TargetFailure(string Code, string Message, string? VendorMessage, DateTimeOffset At)
{
    internal static TargetFailure Of(VendorError error, DateTimeOffset at) => new(error.Code ?? error.Kind.ToString(), error.Message, error.VendorMessage, at);
}
