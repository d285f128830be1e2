using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>A visit as the vendor's API says it: seed 003, "Visit Object Schema", with its members in that order.</summary>
public sealed record ResidentVisit
{
    /// <summary>Made by the vendor on creation.</summary>
    public Guid Id { get; init; }

    /// <summary>The <see cref="Resident.Id"/> of who is visited.</summary>
    public Guid ResidentId { get; init; }

    /// <summary>The resident's name; made by the vendor.</summary>
    public string ResidentName { get; init; } = "";

    /// <summary>Required.</summary>
    public string VisitorName { get; init; } = "";

    /// <summary>How many come.</summary>
    public int TotalPeople { get; init; }

    /// <summary>Colour of the vehicle.</summary>
    public string? VehicleColor { get; init; }

    /// <summary>Licence plate.</summary>
    public string? LicensePlate { get; init; }

    /// <summary>Required.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Required; kept as written, whatever it says.</summary>
    public string ArrivalDate { get; init; } = "";

    /// <summary>Null while visiting; kept as written, whatever it says.</summary>
    public string? DepartureDate { get; init; }

    /// <summary>When the record was made, in UTC, round-trip format.</summary>
    public string CreatedAt { get; init; } = "";

    /// <summary>False once deleted: the record stays, and only reads leave it out.</summary>
    [JsonIgnore]
    public bool IsActive { get; init; } = true;
}
