namespace Gatehouse.Model;

/// <summary>Who is visited. On input an e-mail address alone is enough: the hub looks the person up.</summary>
public sealed record HostReference
{
    /// <summary>The vendor's id, or <c>key:{key}</c> on input.</summary>
    public string? Id { get; init; }

    /// <summary>The person's name.</summary>
    public string? Name { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; init; }
}
