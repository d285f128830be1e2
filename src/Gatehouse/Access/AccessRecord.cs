using Gatehouse.Model;

namespace Gatehouse.Access;

/// <summary>What the vendor holds of an access, as far as the hub must know it to change and revoke it. Credentials are kept encrypted.</summary>
public sealed record AccessRecord
{
    /// <summary>The vendor's id of the object that is the access: a visit, a meeting, or the person where access is shared.</summary>
    public required string Id { get; init; }

    /// <summary>The person at the vendor, where access belongs to one.</summary>
    public string? PersonId { get; init; }

    /// <summary>Further ids of the vendor, by the connector's names: <c>visitorId</c>, <c>userId</c>.</summary>
    public IReadOnlyDictionary<string, string> VendorIds { get => field ?? NoIds; init; }

    /// <summary>When it is open.</summary>
    public required AccessWindow Window { get; init; }

    /// <summary>The access points it opens, by the vendor's ids.</summary>
    public IReadOnlyList<string> AccessPoints { get => field ?? []; init; }

    /// <summary>The roles that were granted, by the vendor's ids.</summary>
    public IReadOnlyList<string> Roles { get => field ?? []; init; }

    /// <summary>Further roles that a change which did not come to its end may have granted: a revoke takes them too.</summary>
    public IReadOnlyList<string> PossibleRoles { get => field ?? []; init; }

    /// <summary>All roles that may be granted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> AllRoles => Roles.Union(PossibleRoles, StringComparer.Ordinal);

    /// <summary>What opens the doors. Never in logs.</summary>
    public IReadOnlyList<Credential> Credentials { get => field ?? []; init; }

    private static IReadOnlyDictionary<string, string> NoIds { get; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public override string ToString() => $"AccessRecord {{ Id = {Id} }}";
}
