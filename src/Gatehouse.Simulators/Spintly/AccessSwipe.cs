namespace Gatehouse.Simulators.Spintly;

/// <summary>Somebody who went through a door, for <see cref="SpintlySimulator.PostAccessEventAsync"/>.</summary>
/// <param name="UserId">Whose QR code it was: the userId of a meeting.</param>
/// <param name="AccessPointId">The door.</param>
public sealed record AccessSwipe(string UserId, int AccessPointId)
{
    /// <summary><c>entry</c> or <c>exit</c>.</summary>
    public string Direction { get; init; } = "entry";

    /// <summary>The vendor names mobile, card and fingerprint; what a visitor's QR code is, nobody says. Assumed: mobile.</summary>
    public string AccessType { get; init; } = "mobile";

    /// <summary>When; null is now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The event's id; null makes a new one. The same one twice is what a repeated delivery looks like.</summary>
    public int? EventId { get; init; }

    /// <summary>Which form of the message.</summary>
    public WebhookVariant Variant { get; init; }
}
