namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>A resident as the vendor's API says them (vendors.md, 003 "Resident DTO").</summary>
public sealed record Resident
{
    /// <summary>Made by the vendor.</summary>
    public Guid Id { get; init; }

    /// <summary>The resident's account.</summary>
    public Guid UserId { get; init; }

    /// <summary>The community, or null.</summary>
    public Guid? CommunityId { get; init; }

    /// <summary>Name and surname.</summary>
    public string FullName { get; init; } = "";

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>The flat or house.</summary>
    public string? Number { get; init; }

    /// <summary>The address, in one line.</summary>
    public string Address { get; init; } = "";

    /// <summary>All communities.</summary>
    public IReadOnlyList<Guid> CommunityIds { get; init; } = [];

    /// <summary>When the record was made.</summary>
    public string CreatedAt { get; init; } = "";
}
