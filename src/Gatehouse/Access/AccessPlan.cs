namespace Gatehouse.Access;

/// <summary>What a connector would do at the vendor for an <see cref="AccessSpec"/>.</summary>
public sealed record AccessPlan
{
    /// <summary>When the access will be open: the asked window, or a wider one where the vendor's grain is coarser.</summary>
    public required AccessWindow Window { get; init; }

    /// <summary>The earliest instant at which the vendor can be asked; <see langword="null"/> for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The roles that will be granted, by the vendor's ids.</summary>
    public IReadOnlyList<string> Roles { get => field ?? []; init; }

    /// <summary>Codes of what the caller should know: <c>window_widened</c>.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Why it cannot be done; empty when it can.</summary>
    public IReadOnlyList<AccessProblem> Problems { get => field ?? []; init; }
}
