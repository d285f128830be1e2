namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What creating and updating a visit take; the same for both (vendors.md, 003).</summary>
internal sealed record VisitInput
{
    public Guid ResidentId { get; init; }

    public string? VisitorName { get; init; }

    public int? TotalPeople { get; init; }

    public string? VehicleColor { get; init; }

    public string? LicensePlate { get; init; }

    public string? Subject { get; init; }

    public string? ArrivalDate { get; init; }

    public string? DepartureDate { get; init; }

    /// <summary>All that a write says, over what it does not: an optional member that is left out becomes null.</summary>
    public ResidentVisit Over(ResidentVisit visit, string residentName) => visit with
    {
        ResidentId = ResidentId,
        ResidentName = residentName,
        VisitorName = VisitorName!,
        TotalPeople = TotalPeople!.Value,
        VehicleColor = VehicleColor,
        LicensePlate = LicensePlate,
        Subject = Subject!,
        ArrivalDate = ArrivalDate!,
        DepartureDate = DepartureDate,
    };
}
