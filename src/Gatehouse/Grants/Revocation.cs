namespace Gatehouse.Grants;

/// <summary>A revocation of many grants, and how far it is.</summary>
public sealed record Revocation
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Which grants.</summary>
    public required RevocationDraft Filter { get; init; }

    /// <summary>The facilities that the caller may use; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }

    /// <summary>Whether all grants were gone through.</summary>
    public bool Done { get; init; }

    /// <summary>How many grants fit so far.</summary>
    public int Grants { get; init; }

    /// <summary>How many of their targets were, or would be, revoked so far.</summary>
    public int Targets { get; init; }

    /// <summary>The ids of the first of them.</summary>
    public IReadOnlyList<string> Ids { get => field ?? []; init; }

    /// <summary>
    /// The facilities whose vendor could not be asked which organization is meant, since targets there name theirs by id. Their grants are gone
    /// through again until it can.
    /// </summary>
    public IReadOnlyList<string> Unclear { get => field ?? []; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last went on with it, UTC.</summary>
    public DateTimeOffset? WorkedAt { get; init; }

    /// <summary>Where it goes on.</summary>
    public string? After { get; init; }
}
