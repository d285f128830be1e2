namespace Gatehouse.Model;

/// <summary>Points to another object of the same facility.</summary>
public sealed record NamedReference
{
    /// <summary>The vendor's id, or <c>key:{key}</c> on input.</summary>
    public string? Id { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }
}
