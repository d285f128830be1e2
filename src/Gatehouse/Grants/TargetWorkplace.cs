using Gatehouse.Access;
using Gatehouse.Connectors;

namespace Gatehouse.Grants;

/// <summary>A target with all that a step at its vendor needs.</summary>
/// <param name="Item">Which target.</param>
/// <param name="Grant">Its grant.</param>
/// <param name="Context">Its facility.</param>
/// <param name="Rules">How the vendor gives access.</param>
/// <param name="Spec">What is wanted, as a connector takes it.</param>
/// <param name="Plan">What the connector would do.</param>
/// <param name="Person">The vendor's id of the person, where access is shared and as soon as it is known.</param>
internal sealed record TargetWorkplace(
    TargetItem Item, GrantRow Grant, FacilityContext Context, AccessRules Rules, AccessSpec Spec, AccessPlan Plan, string? Person)
{
    /// <summary>How long a step may take: a create with its search, each within the background's time, and some more.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds((2 * Context.Facility.Resilience.BackgroundTimeoutSeconds) + 10);

    /// <summary>What the target holds of a shared access.</summary>
    public AccessShare Share => new(Plan.Window, Plan.Roles, Spec.AccessPoints);

    /// <summary>The workplace for a wish.</summary>
    public static TargetWorkplace Of(TargetItem item, GrantRow grant, FacilityContext context, AccessRules rules, TargetWish wish, string? person)
    {
        var spec = wish.SpecFor(grant.Subject, grant.Purpose, context.Facility.Id);
        var known = Of(spec, person);
        return new TargetWorkplace(item, grant, context, rules, known, rules.Plan(context, known), person);
    }

    /// <summary>What is wanted, for a person whom the vendor knows.</summary>
    public static AccessSpec Of(AccessSpec spec, string? person) =>
        person is null ? spec : spec with { Subject = spec.Subject with { PersonId = person } };

    /// <summary>The workplace for a person whom the vendor knows.</summary>
    public TargetWorkplace For(string? person) => this with { Spec = Of(Spec, person), Person = person };

    /// <summary>The subject as the caller named them.</summary>
    public AccessSubject Named => Spec.Subject with { PersonId = Grant.Subject.Ids.GetValueOrDefault(Context.Facility.Id) };

    /// <summary>The workplace as it was for a create, which may have been made for an earlier wish.</summary>
    public TargetWorkplace For(TargetCreate create)
    {
        if (create.Wish is not { } wish)
            return this;
        var made = Of(Item, Grant, Context, Rules, wish, Person);
        return made with { Plan = made.Plan with { Roles = create.Roles ?? made.Plan.Roles } };
    }

    /// <summary>The workplace for what a share holds.</summary>
    public TargetWorkplace For(AccessShare share) => this with { Plan = Plan with { Window = share.Window, Roles = share.Roles } };
}
