using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Grants;

/// <summary>Resolves what callers say of targets, and checks it with their connectors, before anything is written or any access given.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="connectors">Their connectors.</param>
/// <param name="calls">Knows what the facilities can do.</param>
/// <param name="references">Finds what is referred to.</param>
/// <param name="time">The clock.</param>
public sealed class GrantTargets(
    FacilityDirectory facilities, ConnectorRegistry connectors, VendorCalls calls, TargetReferences references, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Resolves drafts.</summary>
    /// <returns>For each draft the target, refused where it cannot be done, and what is wrong with it.</returns>
    internal async Task<IReadOnlyList<(TargetRow Target, IReadOnlyList<FieldError> Errors)>> ResolveAsync(
        GrantRow grant, IReadOnlyList<GrantTargetDraft> drafts, int firstNumber, string pointer, CancellationToken cancellationToken)
    {
        var resolved = new (TargetRow, IReadOnlyList<FieldError>)[drafts.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, drafts.Count, limits, async (i, token) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            resolved[i] = await ResolveAsync(grant, drafts[i], firstNumber + i, at, token);
        });
        return resolved;
    }

    /// <summary>What is wrong with a wish, by its connector.</summary>
    internal async Task<IReadOnlyList<FieldError>> CheckAsync(GrantRow grant, TargetRow target, string at, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        await TargetReferences.GuardAsync(errors, at, async () => Check(grant, target, await facilities.GetAsync(target.Facility, cancellationToken), at, errors));
        return errors;
    }

    /// <summary>Resolves a draft.</summary>
    internal async Task<(TargetRow Target, IReadOnlyList<FieldError> Errors)> ResolveAsync(
        GrantRow grant, GrantTargetDraft draft, int number, string at, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var wish = new TargetWish
        {
            Version = 1,
            Present = true,
            Window = grant.Window,
            AllowCoarse = draft.AllowCoarse == true,
            Fields = draft.Fields,
        };
        if (string.IsNullOrWhiteSpace(draft.Facility))
        {
            errors.Add(new FieldError(at + "/facility", "Is required."));
        }
        else
        {
            await TargetReferences.GuardAsync(errors, at, async () =>
            {
                var context = await facilities.GetAsync(draft.Facility, cancellationToken);
                calls.Require(context, AccessOperations.Apply);
                wish = await references.CompleteAsync(context, wish, draft, at, errors, cancellationToken);
            });
        }

        var now = time.GetUtcNow();
        var unresolved = errors.Count == 0 ? null : draft;
        var target = new TargetRow { Number = number, Facility = draft.Facility ?? "", Wish = wish, WishedAt = now, Unresolved = unresolved };
        if (unresolved is null)
            errors.AddRange(await CheckAsync(grant, target, at, cancellationToken));
        return errors.Count == 0
            ? (target, errors)
            : (target with { Refused = 1, Failure = new TargetFailure(errors[0].Code ?? "invalid", errors[0].Detail, null, now) }, errors);
    }

    private void Check(GrantRow grant, TargetRow target, FacilityContext context, string at, List<FieldError> errors)
    {
        var rules = connectors.Get(context.Facility.System).Access
            ?? throw new HubException(HubErrorKind.Unprocessable, "capability_absent", $"The system of facility '{target.Facility}' gives no access.");
        var spec = target.Wish.SpecFor(grant.Subject, grant.Purpose, target.Facility);
        var plan = rules.Plan(context, spec);
        errors.AddRange(plan.Problems.Select(problem => new FieldError(at + problem.Pointer, problem.Message, problem.Code)));
        if (errors.Count > 0)
            return;

        var handler = calls.Require(context, AccessOperations.Apply);
        errors.AddRange(handler.Check(context, new AccessApply(spec, plan, "check", []))
            .Select(error => error with { Pointer = IsOfGrant(error.Pointer) ? error.Pointer.Replace("/visitor", "/subject", StringComparison.Ordinal) : at + error.Pointer }));
    }

    private static bool IsOfGrant(string pointer) => pointer.StartsWith("/visitor", StringComparison.Ordinal)
        || pointer.StartsWith("/subject", StringComparison.Ordinal) || pointer.StartsWith("/window", StringComparison.Ordinal)
        || pointer.StartsWith("/purpose", StringComparison.Ordinal);
}
