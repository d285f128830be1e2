using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>Decides what comes next for a target; knows nothing of the vendor but what the row says.</summary>
internal static class TargetPlan
{
    /// <summary>The next step.</summary>
    /// <param name="target">The target.</param>
    /// <param name="plan">What the connector would do for its wish; <see langword="null"/> when nobody shall get in.</param>
    /// <param name="canChange">Whether the connector changes an access in place.</param>
    /// <param name="now">The time, UTC.</param>
    public static TargetStep Next(TargetRow target, AccessPlan? plan, bool canChange, DateTimeOffset now)
    {
        if (target.IsAtRest)
            return TargetStep.Rest;
        if (plan is null)
            return Away(target);
        if (target.Create is not null)
            return TargetStep.Resolve;
        if (target.Settled == target.Wish.Version || target.Refused == target.Wish.Version)
            return target.Former.Count > 0 ? TargetStep.RevokeFormer : TargetStep.Rest;
        if (plan.NotBefore > now)
            return target.Hold is not null ? TargetStep.Revoke : target.Former.Count > 0 ? TargetStep.RevokeFormer : TargetStep.Hold;
        return target.Hold is not null && canChange ? TargetStep.Change : TargetStep.Apply;
    }

    // What is known to be there does not wait for what is not known.
    private static TargetStep Away(TargetRow target)
    {
        if (target.Hold is not null)
            return TargetStep.Revoke;
        if (target.Former.Count > 0)
            return TargetStep.RevokeFormer;
        return target.Create is not null ? TargetStep.Resolve : TargetStep.Settle;
    }
}
