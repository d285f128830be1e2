namespace Gatehouse.Model;

/// <summary>A postal address.</summary>
public sealed record Address
{
    /// <summary>Street and number, or the whole address where the vendor has one line only.</summary>
    public string? Street { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Country, as the vendor writes it.</summary>
    public string? Country { get; init; }
}
