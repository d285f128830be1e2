namespace Gatehouse.Passes;

/// <summary>A place that a pass is for.</summary>
/// <param name="Number">The target's number; 0 for a visit.</param>
/// <param name="Status">Whether it is good there.</param>
/// <param name="Name">The facility's name.</param>
/// <param name="Details">The building, the meeting point or the doors.</param>
/// <param name="From">From when, in the facility's zone.</param>
/// <param name="To">Until when, in the facility's zone.</param>
/// <param name="Zone">The zone's IANA name.</param>
/// <param name="HasQr">Whether there is a QR code to show.</param>
/// <param name="Renews">Whether the QR code soon stops working and is renewed.</param>
public sealed record PassPlace(
    int Number, PassStatus Status, string Name, IReadOnlyList<string> Details, DateTimeOffset? From, DateTimeOffset? To, string Zone, bool HasQr, bool Renews);
