using Gatehouse.Access;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Grants;

/// <summary>What a change makes of a grant and its targets, as they are by then.</summary>
internal static class GrantMerge
{
    // A version of its own, so that work that was planned before it was written is not done too early. A create for the same wish stays its own.
    public static TargetRow Again(TargetRow row)
    {
        var version = row.Wish.Version + 1;
        return row with
        {
            Wish = row.Wish with { Version = version },
            Create = row.Create is { } create && create.Version == row.Wish.Version ? create with { Version = version } : row.Create,
            Refused = 0,
            Failure = null,
            NextAt = null,
            Attempts = 0,
        };
    }

    public static AccessWindow Merge(AccessWindow window, TimeWindow? patch, List<FieldError> errors)
    {
        var merged = new AccessWindow(patch?.From ?? window.From, patch?.To ?? window.To);
        if (merged != window)
            GrantService.CheckWindow(merged, errors);
        return merged;
    }

    public static AccessWindow Merged(AccessWindow window, TimeWindow? patch)
    {
        var errors = new List<FieldError>();
        var merged = Merge(window, patch, errors);
        InvalidInputException.ThrowIfAny(errors);
        return merged;
    }

    public static TargetRow Ended(TargetRow target, string reason, DateTimeOffset now) => Rewished(
        target, target.Wish with { Version = target.Wish.Version + 1, Present = false, Expired = false, Reason = reason }, now);

    public static TargetRow Rewished(TargetRow target, TargetWish wish, DateTimeOffset now) => target with
    {
        Wish = wish,
        WishedAt = now,
        Attempts = 0,
        Failure = null,
        NextAt = null,
        Alarmed = false,
    };

    // Gives what turns the target, as it and its grant are by then, into what it shall be.
    public static Func<GrantRow, TargetRow, TargetRow?> Patched(
        int number,
        GrantPatch patch,
        IReadOnlyDictionary<int, (IReadOnlyList<NamedReference> Points, IReadOnlyList<NamedReference> Roles)> references,
        DateTimeOffset now)
    {
        var own = patch.Targets.LastOrDefault(target => target.Number == number);
        var isRemoved = patch.RemoveTargets.Contains(number);
        return (grant, target) =>
        {
            var window = grant.Window;
            if (isRemoved)
                return target.Wish.Present ? Ended(target, "Removed from its grant.", now) : null;
            if (target.Unresolved is not null || (!target.Wish.Present && !(target.Wish.Expired && window.To > now)))
                return null;

            var wish = target.Wish with { Present = true, Expired = false, Reason = null, Window = window };
            if (own is not null)
            {
                var (points, roles) = references[number];
                wish = wish with
                {
                    AccessPoints = Merged(wish.AccessPoints, points, own.RemoveAccessPoints),
                    Roles = Merged(wish.Roles, roles, own.RemoveRoles),
                    AllowCoarse = own.AllowCoarse ?? wish.AllowCoarse,
                };
            }

            return own is null && target.Wish.Present && target.Wish.Window == window
                ? null
                : Rewished(target, wish with { Version = wish.Version + 1 }, now);
        };
    }

    public static IReadOnlyList<NamedReference> Merged(
        IReadOnlyList<NamedReference> known, IReadOnlyList<NamedReference> added, IReadOnlyList<string> removed) =>
        [.. known.Concat(added).DistinctBy(reference => reference.Id).Where(reference => !removed.Contains(reference.Id))];

    // New targets take the numbers that are free by now; another change may have taken those that were.
    public static List<(TargetRow Target, string? ETag)> Writes(
        GrantDocument read, GrantRow grant, Func<GrantRow, TargetRow, TargetRow?> rewish, IReadOnlyList<TargetRow> pending, HashSet<int> changed)
    {
        var writes = pending.Select((target, i) => (target with { Number = read.Targets.Count + i, Wish = target.Wish with { Window = grant.Window } }, (string?)null)).ToList();
        foreach (var target in read.Targets.Where(target => !changed.Contains(target.Value.Number)))
        {
            if (rewish(grant, target.Value) is { } wished)
                writes.Add((wished, target.ETag));
        }

        return writes;
    }

    // What is over is not wanted any more.
    public static TargetRow Expired(TargetRow target, DateTimeOffset now) => target.Wish.Present && target.Wish.Window.To <= now
        ? target with
        {
            Wish = target.Wish with { Version = target.Wish.Version + 1, Present = false, Expired = true, Reason = "Its window is over." },
            WishedAt = now,
            Attempts = 0,
            Failure = null,
            NextAt = null,
        }
        : target;
}
