namespace Gatehouse.Model;

/// <summary>A trailer behind a visitor's vehicle.</summary>
public sealed record Trailer
{
    /// <summary>Licence plate.</summary>
    public string? Plate { get; init; }
}
