namespace Gatehouse.Model;

/// <summary>A visitor's vehicle.</summary>
public sealed record Vehicle
{
    /// <summary>Licence plate.</summary>
    public string? Plate { get; init; }

    /// <summary>Colour, in words.</summary>
    public string? Color { get; init; }
}
