using Gatehouse.Access;
using Gatehouse.Connectors;

namespace Gatehouse.Grants;

/// <summary>A target with all that a step at its vendor needs.</summary>
/// <param name="Item">Which target.</param>
/// <param name="Context">Its facility.</param>
/// <param name="Rules">How the vendor gives access.</param>
/// <param name="Spec">What is wanted, as a connector takes it.</param>
/// <param name="Plan">What the connector would do.</param>
internal sealed record TargetWorkplace(TargetItem Item, FacilityContext Context, AccessRules Rules, AccessSpec Spec, AccessPlan Plan)
{
    /// <summary>How long a step may take: a create with its search, each within the background's time, and some more.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds((2 * Context.Facility.Resilience.BackgroundTimeoutSeconds) + 10);

    /// <summary>What names the person where access is shared.</summary>
    public string? Person => Rules.SharedBy?.Invoke(Spec.Subject);

    /// <summary>What the target holds of a shared access.</summary>
    public AccessShare Share => new(Plan.Window, Plan.Roles, Spec.AccessPoints);
}
