namespace Gatehouse.People;

/// <summary>What a person is searched by. Which of these a vendor can search for is its own matter; it names what it requires.</summary>
public sealed record PersonFind
{
    /// <summary>The vendor's global id, other than the id of its API.</summary>
    public string? Guid { get; init; }

    /// <summary>Telephone number with country code.</summary>
    public string? Phone { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Name, whole or in part.</summary>
    public string? Name { get; init; }
}
