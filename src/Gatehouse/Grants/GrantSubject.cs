namespace Gatehouse.Grants;

/// <summary>Who may enter.</summary>
public sealed record GrantSubject
{
    /// <summary>The caller's own key of the person, by which everything of theirs can be revoked.</summary>
    public string? Key { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Whole name.</summary>
    public string? Name { get; init; }

    /// <summary>Company.</summary>
    public string? Company { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile number, with country code.</summary>
    public string? Mobile { get; init; }

    /// <summary>The vendors' ids of the person, by facility, where they are known.</summary>
    public IReadOnlyDictionary<string, string> Ids { get => field ?? NoIds; init; }

    private static IReadOnlyDictionary<string, string> NoIds { get; } = new Dictionary<string, string>();
}
