using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>Grants as callers see them.</summary>
public static class GrantView
{
    /// <summary>A grant without its targets.</summary>
    public static GrantHead Head(GrantRow grant) => new(grant.Id, grant.Key, grant.Subject, grant.Window, grant.Purpose, grant.Visit);

    /// <summary>A grant with some of its targets.</summary>
    public static Grant Of(GrantRow grant, IReadOnlyList<GrantTarget> targets) => new()
    {
        Id = grant.Id,
        Key = grant.Key,
        State = StateOf([.. targets.Select(target => target.State)]),
        Subject = grant.Subject,
        Window = new TimeWindow { From = grant.Window.From, To = grant.Window.To },
        Purpose = grant.Purpose,
        Visit = grant.Visit,
        CreatedAt = grant.CreatedAt,
        ChangedAt = grant.ChangedAt,
        Targets = targets,
    };

    /// <summary>A target, without the values of its credentials.</summary>
    public static GrantTarget Of(TargetRow target, IReadOnlyList<Credential>? credentials = null)
    {
        var wish = target.Wish;
        return new GrantTarget
        {
            Number = target.Number,
            Facility = target.Facility,
            State = target.State,
            Effect = target.Effect,
            AccessPoints = wish.AccessPoints,
            Site = wish.Site,
            Roles = wish.Roles,
            Host = wish.Host,
            Organization = wish.Organization,
            Fields = wish.Fields,
            EffectiveWindow = target.Hold?.Window ?? target.EffectiveWindow,
            VendorId = target.Hold?.Id,
            Attempts = target.Attempts,
            LastError = target.Failure,
            NextAttemptAt = target.NextAt,
            Pending = target.IsAtRest ? null : new TargetChange(target.Hold?.Window, wish.Present ? wish.Window : null),
            Credentials = credentials ?? [],
            Warnings = target.Warnings,
        };
    }

    /// <summary>Where a grant stands whose targets stand so.</summary>
    public static GrantState StateOf(IReadOnlyCollection<GrantState> targets)
    {
        if (targets.Count == 0)
            return GrantState.Revoked;

        // What is under way shows before what is done with.
        foreach (var state in new[] { GrantState.Revoking, GrantState.Applying, GrantState.Waiting, GrantState.Pending })
        {
            if (targets.Contains(state))
                return state;
        }

        if (targets.Contains(GrantState.Active))
            return targets.Contains(GrantState.Failed) ? GrantState.Partial : GrantState.Active;
        foreach (var state in new[] { GrantState.Unverified, GrantState.Failed, GrantState.Revoked })
        {
            if (targets.Contains(state))
                return state;
        }

        return GrantState.Expired;
    }
}
