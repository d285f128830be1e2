using Gatehouse.Access;
using Gatehouse.DeadLetters;
using Gatehouse.Errors;
using Gatehouse.Lanes;
using Gatehouse.Model;
using Gatehouse.State;
using Gatehouse.Validation;

namespace Gatehouse.Grants;

/// <summary>Changes, revokes and retries grants, also while they are being applied.</summary>
/// <param name="grants">Finds grants.</param>
/// <param name="store">The grants.</param>
/// <param name="targets">Resolves targets.</param>
/// <param name="references">Finds what is referred to.</param>
/// <param name="work">Schedules targets.</param>
/// <param name="letters">The dead letters of targets.</param>
/// <param name="time">The clock.</param>
public sealed class GrantChanges(
    GrantService grants, GrantStore store, GrantTargets targets, TargetReferences references, GrantWork work, DeadLetterStore letters, TimeProvider time)
{
    private const int MostConflicts = 20;
    private const int TargetsAtOnce = 99;
    private static readonly Dictionary<int, (IReadOnlyList<NamedReference> Points, IReadOnlyList<NamedReference> Roles)> NoReferences = [];
    private const int MostMilliseconds = 100;

    /// <summary>Changes a grant, also while it is being applied.</summary>
    public async Task<GrantDocument> ChangeAsync(string address, Input<GrantPatch> input, Predicate<string> covers, CancellationToken cancellationToken)
    {
        var patch = input.Value;
        var read = await grants.GetAsync(address, cancellationToken);
        CheckCovered(address, read, covers);
        var errors = input.Errors.ToList();
        for (var i = 0; i < patch.AddTargets.Count; i++)
        {
            if (patch.AddTargets[i].Facility is { } facility && !covers(facility))
                throw NotCovered(facility);
        }

        var window = GrantMerge.Merge(read.Grant.Value.Window, patch.Window, errors);
        CheckNumbers(read, patch.RemoveTargets, "/removeTargets", errors);
        CheckNumbers(read, patch.Targets.Select(target => target.Number), "/targets", errors);
        CheckResolved(read, patch.Targets.Select(target => target.Number), errors);
        CheckWanted(read, window, patch.Targets.Select(target => target.Number), errors);
        if (read.Targets.Count + patch.AddTargets.Count > GrantDraft.MostTargets)
            errors.Add(new FieldError("/addTargets", FormattableString.Invariant($"A grant has at most {GrantDraft.MostTargets} targets.")));
        InvalidInputException.ThrowIfAny(errors);

        var changed = read.Grant.Value with { Window = window, ChangedAt = time.GetUtcNow() };
        var added = await targets.ResolveAsync(changed, patch.AddTargets, read.Targets.Count, "/addTargets", cancellationToken);
        GrantService.Refuse(added, patch.AllowPartial == true);
        var points = await ReferencesAsync(read, patch, cancellationToken);
        var wishes = read.Targets.ToDictionary(target => target.Value.Number, target => GrantMerge.Patched(target.Value.Number, patch, points, time.GetUtcNow()));
        await CheckAsync(changed, read, wishes, cancellationToken);
        return await SaveAsync(
            read.Grant.Value.Id,
            grant => Unrevoked(grant) with { Window = GrantMerge.Merged(grant.Window, patch.Window), ChangedAt = changed.ChangedAt, Version = grant.Version + 1 },
            (grant, target) => wishes.TryGetValue(target.Number, out var wish) ? wish(grant, target) : null,
            [.. added.Select(target => target.Target)],
            MostConflicts);
    }

    /// <summary>Revokes a grant at all its targets. One that is revoked already stays so.</summary>
    public async Task<GrantDocument> RevokeAsync(string address, string? reason, Predicate<string> covers, CancellationToken cancellationToken)
    {
        var read = await grants.GetAsync(address, cancellationToken);
        CheckCovered(address, read, covers);
        return await RevokeAsync(read.Grant.Value.Id, reason, _ => true, isWhole: true);
    }

    /// <summary>Revokes those targets of a grant that fit.</summary>
    /// <param name="id">The grant's id.</param>
    /// <param name="reason">Why.</param>
    /// <param name="fits">Which targets.</param>
    /// <param name="isWhole">Whether the grant as such is over: no target can be added to it any more.</param>
    internal Task<GrantDocument> RevokeAsync(string id, string? reason, Predicate<TargetRow> fits, bool isWhole = false)
    {
        var now = time.GetUtcNow();
        return SaveAsync(
            id,
            grant => grant with { IsRevoked = grant.IsRevoked || isWhole, ChangedAt = now, Version = grant.Version + 1 },
            (_, target) => !fits(target) ? null
                : target.Wish.Present ? GrantMerge.Ended(target, reason ?? "Revoked by a caller.", now)
                : target.Wish.Expired ? target with { Wish = target.Wish with { Expired = false, Reason = reason ?? "Revoked by a caller." } } : null,
            [],
            mostConflicts: null);
    }

    /// <summary>Gives a grant the window of the visit that it follows. A target whose vendor cannot do it fails, and says so.</summary>
    internal Task<GrantDocument> MoveAsync(string id, AccessWindow window)
    {
        var now = time.GetUtcNow();
        return SaveAsync(
            id,
            grant => grant with { Window = window, ChangedAt = now, Version = grant.Version + 1 },
            (grant, target) => GrantMerge.Patched(target.Number, new GrantPatch(), NoReferences, now)(grant, target),
            [],
            mostConflicts: null);
    }

    /// <summary>What is wrong with a window for a grant's targets, told at <c>/window</c>.</summary>
    internal async Task CheckWindowAsync(GrantDocument read, AccessWindow window, CancellationToken cancellationToken)
    {
        var changed = read.Grant.Value with { Window = window };
        var wishes = read.Targets.ToDictionary(target => target.Value.Number, target => GrantMerge.Patched(target.Value.Number, new GrantPatch(), NoReferences, time.GetUtcNow()));
        await CheckAsync(changed, read, wishes, cancellationToken);
    }

    /// <summary>Tries a target again at once: one that failed, or that waits for its next try. What it names and was not found is looked for again.</summary>
    /// <exception cref="InvalidInputException">It is still not found.</exception>
    public async Task<GrantDocument> RetryAsync(string address, int number, Predicate<string> covers, CancellationToken cancellationToken)
    {
        var read = await grants.GetAsync(address, cancellationToken);
        CheckCovered(address, read, covers);
        if (number < 0 || number >= read.Targets.Count)
            throw new HubException(HubErrorKind.NotFound, "target_not_found", FormattableString.Invariant($"The grant has no target {number}."));
        var target = read.Targets[number].Value;
        if (target.IsAtRest && target.State != GrantState.Failed)
            throw new HubException(HubErrorKind.Conflict, "nothing_to_retry", "The vendor has what this target wants.");

        var wish = target.Unresolved is { } draft ? await WishAsync(read.Grant.Value, draft, number, cancellationToken) : null;
        var letter = await letters.FindOfAsync(TargetItem.Kind, new TargetItem(read.Grant.Value.Id, number).Reference, cancellationToken);
        var retried = await SaveAsync(
            read.Grant.Value.Id,
            grant => grant with { Version = grant.Version + 1 },
            (grant, row) => row.Number != number || (wish is not null && row is not { Unresolved: not null, Wish.Present: true }) ? null
                : GrantMerge.Again(wish is null ? row : row with { Unresolved = null, Wish = wish with { Version = row.Wish.Version, Window = grant.Window } }),
            [],
            MostConflicts);

        // One that failed anew in the meantime has another letter, which stays as it is.
        if (letter is not null)
            await letters.SaveAsync(letter, letter.Value with { ReplayedAt = time.GetUtcNow() }, cancellationToken);
        return retried;
    }

    private static GrantRow Unrevoked(GrantRow grant) => !grant.IsRevoked
        ? grant
        : throw new HubException(HubErrorKind.Conflict, "grant_revoked", "The grant was revoked; it cannot be changed any more. Create a new one.");

    private static void CheckNumbers(GrantDocument grant, IEnumerable<int> numbers, string at, List<FieldError> errors)
    {
        foreach (var number in numbers.Where(number => number < 0 || number >= grant.Targets.Count))
            errors.Add(new FieldError(at, FormattableString.Invariant($"The grant has no target {number}.")));
    }

    private static void CheckResolved(GrantDocument grant, IEnumerable<int> numbers, List<FieldError> errors)
    {
        foreach (var number in numbers.Where(number => grant.Targets.Any(target => target.Value is { Unresolved: not null } row && row.Number == number)))
        {
            errors.Add(new FieldError("/targets", FormattableString.Invariant(
                $"Target {number} names something that was not found. Retry it once that is there, or remove it and add another.")));
        }
    }

    // What was taken back for good is not changed: saying nothing would leave the caller thinking that somebody may enter.
    private void CheckWanted(GrantDocument grant, AccessWindow window, IEnumerable<int> numbers, List<FieldError> errors)
    {
        var now = time.GetUtcNow();
        if (grant.Grant.Value.IsRevoked)
            return;
        foreach (var number in numbers.Where(number => grant.Targets.Any(target => target.Value is { Wish.Present: false } row && row.Number == number
            && !(row.Wish.Expired && window.To > now))))
        {
            errors.Add(new FieldError("/targets", FormattableString.Invariant(
                $"Target {number} was revoked or is over, and cannot be changed any more. Add another with addTargets.")));
        }
    }

    private async Task<TargetWish> WishAsync(GrantRow grant, GrantTargetDraft draft, int number, CancellationToken cancellationToken)
    {
        var (target, errors) = await targets.ResolveAsync(grant, draft, number, FormattableString.Invariant($"/targets/{number}"), cancellationToken);
        InvalidInputException.ThrowIfAny([.. errors]);
        return target.Wish;
    }

    private static HubException NotCovered(string facility) => new(
        HubErrorKind.Unprocessable, "facility_not_covered", $"This API key is not good for the facility '{facility}', which the grant has a target at.");

    private static void CheckCovered(string address, GrantDocument grant, Predicate<string> covers)
    {
        if (!grant.Targets.Any(target => covers(target.Value.Facility)))
            throw GrantService.NotFound(address);
        if (grant.Targets.FirstOrDefault(target => !covers(target.Value.Facility)) is { } other)
            throw NotCovered(other.Value.Facility);
    }

    private async Task<IReadOnlyDictionary<int, (IReadOnlyList<NamedReference> Points, IReadOnlyList<NamedReference> Roles)>> ReferencesAsync(
        GrantDocument read, GrantPatch patch, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var found = new Dictionary<int, (IReadOnlyList<NamedReference>, IReadOnlyList<NamedReference>)>();
        for (var i = 0; i < patch.Targets.Count; i++)
        {
            var at = FormattableString.Invariant($"/targets/{i}");
            var target = read.Targets[patch.Targets[i].Number].Value;
            found[patch.Targets[i].Number] = (
                await references.AccessPointsAsync(target, patch.Targets[i].AddAccessPoints, at + "/addAccessPoints", errors, cancellationToken),
                await references.RolesAsync(target, patch.Targets[i].AddRoles, at + "/addRoles", errors, cancellationToken));
        }

        InvalidInputException.ThrowIfAny(errors);
        return found;
    }

    private async Task CheckAsync(
        GrantRow grant, GrantDocument read, Dictionary<int, Func<GrantRow, TargetRow, TargetRow?>> wishes, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var target in read.Targets)
        {
            if (wishes[target.Value.Number](grant, target.Value) is { Wish.Present: true } wished)
                errors.AddRange(await targets.CheckAsync(grant, wished, FormattableString.Invariant($"/targets/{wished.Number}"), cancellationToken));
        }

        InvalidInputException.ThrowIfAny([.. errors.DistinctBy(error => (error.Pointer, error.Detail))]);
    }

    // Each part is planned before it is written, and written whole or not at all; what a worker wrote meanwhile is read again and kept. A part
    // that meets a worker is halved, down to one target: workers do not keep up with that. A revoke never gives up.
    private async Task<GrantDocument> SaveAsync(
        string id, Func<GrantRow, GrantRow> change, Func<GrantRow, TargetRow, TargetRow?> rewish, IReadOnlyList<TargetRow> added, int? mostConflicts)
    {
        var changed = new HashSet<int>();
        var pending = added;
        var planned = new List<PlannedWork>();
        var (conflicts, size) = (0, TargetsAtOnce);
        while (conflicts < mostConflicts.GetValueOrDefault(int.MaxValue))
        {
            var read = await store.FindAsync(id, CancellationToken.None) ?? throw GrantService.NotFound(id);
            var grant = change(read.Grant.Value);
            var writes = GrantMerge.Writes(read, grant, rewish, pending, changed);
            var part = writes.Take(size).ToList();
            if ((part.Count > 0 || grant.IsRevoked != read.Grant.Value.IsRevoked) && !await SavePartAsync(read, grant, part, planned))
            {
                (conflicts, size) = (conflicts + 1, Math.Max(1, size / 2));
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(MostMilliseconds, 5 * conflicts)), CancellationToken.None);
                continue;
            }

            changed.UnionWith(part.Select(write => write.Target.Number));
            pending = [.. pending.Skip(part.Count)];
            if (part.Count < writes.Count)
            {
                conflicts = 0;
                continue;
            }

            foreach (var lanes in planned)
                await work.WakeAsync(lanes, CancellationToken.None);
            return await store.FindAsync(id, CancellationToken.None) ?? throw GrantService.NotFound(id);
        }

        throw new StateStoreException($"Grant {id} is changed by too many at once.", isTransient: true);
    }

    private async Task<bool> SavePartAsync(
        GrantDocument read, GrantRow grant, IReadOnlyList<(TargetRow Target, string? ETag)> part, List<PlannedWork> planned)
    {
        var added = part.Where(write => write.ETag is null).Select(write => write.Target).ToList();
        grant = grant with { Targets = Math.Max(grant.Targets, read.Targets.Count + added.Count) };
        if (added.Count > 0)
            await store.IndexAsync(grant, read.Targets.Select(target => target.Value.Facility).Concat(added.Select(target => target.Facility)), CancellationToken.None);
        planned.Add(await work.PlanAsync(grant.Id, part.Select(write => write.Target).Where(target => target.HasWork), CancellationToken.None));
        return await store.ReplaceAsync(read.Grant, grant, part, CancellationToken.None);
    }
}
