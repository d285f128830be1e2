using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The vendor's objects (seed 002; members by vendors.md [P]) and where their members go.</summary>
internal static class SpintlyModels
{
    public static WireModel Site { get; } = new(
    [
        new("id", WireKind.Number), new("name"), new("timezone"),
        new("location", Place: WirePlace.OwnField), new("address", Place: WirePlace.OwnField),
        new("createdAt", Place: WirePlace.OwnField), new("updatedAt", Place: WirePlace.OwnField),
    ]);

    public static WireModel AccessPoint { get; } = new(
    [
        new("id", WireKind.Number), new("name"), new("siteId", WireKind.Number),
        new("createdAt", Place: WirePlace.OwnField), new("updatedAt", Place: WirePlace.OwnField),
    ]);

    /// <summary>What is read of an answer about a meeting, at whatever level it stands; qrData and qrdata are one.</summary>
    public static WireModel Meeting { get; } = new([new("meetingId"), new("visitorId"), new("qrData", Place: WirePlace.Credential)]);

    public static WireModel Token { get; } = new([new("access_token", Place: WirePlace.WriteOnly), new("expires_in", WireKind.Number)]);

    public static WireModel Pagination { get; } = new([new("total", WireKind.Number), new("perPage", WireKind.Number), new("currentPage", WireKind.Number)]);

    /// <summary>The data of an <c>access_event</c>, in both variants.</summary>
    public static WireModel Passage { get; } = new(
    [
        new("eventId"), new("eventTimeEpoch", WireKind.Number), new("direction"), new("accessType"), new("forAccess", Place: WirePlace.OwnField),
        new("orgUserId"), new("name"), new("accessPointId"), new("accessPointName"), new("siteId"), new("siteName"),
        new("orgId", Place: WirePlace.OwnField), new("integratorId", Place: WirePlace.OwnField), new("employeeCode", Place: WirePlace.OwnField),
        new("mobileAccessMode", Place: WirePlace.OwnField), new("timezonedEventTime", Place: WirePlace.OwnField),
        new("forAttendance", Place: WirePlace.OwnField), new("siteLocation", Place: WirePlace.OwnField),
        new("accessorId", Place: WirePlace.OwnField), new("attributes", Place: WirePlace.OwnField),
        new("email", Place: WirePlace.OwnField), new("phone", Place: WirePlace.OwnField),
    ]);

    /// <summary>The vendor's members that not every caller may see.</summary>
    public static SensitiveMembers Sensitive { get; } = new()
    {
        Credentials = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "qrData" },
    };
}
