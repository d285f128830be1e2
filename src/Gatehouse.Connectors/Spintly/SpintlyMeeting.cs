using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>A meeting as it was just made.</summary>
/// <param name="Id">The meetingId.</param>
/// <param name="VisitorId">The visitorId, where the vendor told it.</param>
/// <param name="UserId">The userId that the hub chose.</param>
/// <param name="Credential">Its QR data.</param>
internal sealed record SpintlyMeeting(string Id, string? VisitorId, string UserId, Credential Credential)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(SpintlyMeeting)} {{ Id = {Id} }}";
}
