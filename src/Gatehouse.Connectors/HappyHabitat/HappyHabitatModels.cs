using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>The vendor's objects (seed 003 "Visit Object Schema"; vendors.md, 003 "Resident DTO") and where their members go.</summary>
internal static class HappyHabitatModels
{
    public static WireModel Visit { get; } = new(
        new("id"), new("residentId"), new("residentName"), new("visitorName"), new("totalPeople", WireKind.Number), new("vehicleColor"),
        new("licensePlate"), new("subject"), new("arrivalDate", WireKind.Date), new("departureDate", WireKind.Date), new("createdAt", WireKind.Date));

    public static WireModel Resident { get; } = new(
        new("id"), new("userId", Place: WirePlace.OwnField), new("communityId"), new("fullName"), new("email"), new("phone"), new("number"),
        new("address"), new("communityIds", Place: WirePlace.OwnField), new("createdAt", WireKind.Date, WirePlace.OwnField));
}
