using Gatehouse.Grants;
using Gatehouse.Model;

namespace Gatehouse.VisitGrants;

/// <summary>What is still to be done to a grant because of its visit. Written before the visit is changed at the vendor, removed after the grant was.</summary>
public sealed record VisitGrantRow
{
    /// <summary>The grant's id.</summary>
    public required string Grant { get; init; }

    /// <summary>The vendor's id of the visit; <see langword="null"/> while it is being created.</summary>
    public string? Visit { get; init; }

    /// <summary>The create of the visit, after which the grant is made.</summary>
    public string? Operation { get; init; }

    /// <summary>The grant to make.</summary>
    public GrantRow? NewGrant { get; init; }

    /// <summary>The targets of the grant to make.</summary>
    public IReadOnlyList<TargetRow> Targets { get => field ?? []; init; }

    /// <summary>Whether the visit ends or is deleted.</summary>
    public bool Ends { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The edges of the window that change.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>The visit's window before the change, where it is known.</summary>
    public TimeWindow? Before { get; init; }

    /// <summary>Whether the vendor has shown the change; otherwise it is looked for there before anything is done.</summary>
    public bool IsSeen { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
