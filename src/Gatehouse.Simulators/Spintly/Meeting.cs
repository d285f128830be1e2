namespace Gatehouse.Simulators.Spintly;

/// <summary>A meeting: seed 002, "Create a meeting". The API neither lists nor reads it.</summary>
/// <param name="Id">The meetingId.</param>
/// <param name="VisitorId">The visitorId, one for each userId.</param>
/// <param name="UserId">Chosen by the caller; "uniquely identifies the visitor".</param>
/// <param name="StartTime">From when the QR code opens, epoch seconds.</param>
/// <param name="EndTime">Until when it opens, epoch seconds.</param>
/// <param name="Permissions">The access points that it opens, in ascending order.</param>
/// <param name="QrData">The QR data issued last; only it opens.</param>
/// <param name="QrIssuedAt">When it was issued, UTC.</param>
public sealed record Meeting(
    int Id,
    int VisitorId,
    string UserId,
    long StartTime,
    long EndTime,
    IReadOnlyList<int> Permissions,
    string QrData,
    DateTimeOffset QrIssuedAt);
