using System.Globalization;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Grants;

/// <summary>Names what targets lack where the grant as a whole is wrong already, so that a caller hears of everything at once.</summary>
/// <param name="targets">Resolves targets.</param>
/// <param name="time">The clock.</param>
internal sealed class GrantMistakes(GrantTargets targets, TimeProvider time)
{
    private const int AtOnce = 8;
    private static readonly GrantSubject Anybody =
        new() { FirstName = "Any", LastName = "Body", Name = "Any Body", Email = "any.body@example.com", Phone = "+15550100000", Mobile = "+15550100000" };

    /// <summary>Adds what targets lack. Those that are named as wrong already, or that the caller may not use, are not looked at.</summary>
    /// <param name="draft">What the caller says.</param>
    /// <param name="errors">What is known to be wrong.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task AddAsync(GrantDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (draft.Targets.Count > GrantDraft.MostTargets)
            return;

        // What is not said, or wrong, is stood in for by what all vendors take.
        var isWindowWrong = IsWrong("/window");
        var grant = GrantService.NewGrant(draft with { Subject = draft.Subject ?? Anybody, Window = isWindowWrong ? Soon() : draft.Window }, "wrong", time.GetUtcNow());
        var lacks = new IReadOnlyList<FieldError>[draft.Targets.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, draft.Targets.Count, limits, async (i, token) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"/targets/{i}");
            var target = isWindowWrong ? draft.Targets[i] with { AllowCoarse = true } : draft.Targets[i];
            lacks[i] = IsWrong(at) ? [] : await LackedAsync(grant, target, at, token);
        });
        errors.AddRange(lacks.SelectMany(lacked => lacked).Where(error => !errors.Exists(known => known.Pointer == error.Pointer)).DistinctBy(error => (error.Pointer, error.Detail)).ToList());

        bool IsWrong(string pointer) => errors.Exists(error => error.Pointer == pointer || error.Pointer.StartsWith(pointer + "/", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<FieldError>> LackedAsync(GrantRow grant, GrantTargetDraft target, string at, CancellationToken cancellationToken)
    {
        try
        {
            return (await targets.ResolveAsync(grant, target, 0, at, cancellationToken)).Errors;
        }
        catch (VendorException exception) when (exception.Error.IsTransient)
        {
            // A vendor that is away keeps nobody from hearing of what is wrong elsewhere; it is asked again with the next try.
            return [];
        }
    }

    private TimeWindow Soon()
    {
        var now = time.GetUtcNow();
        return new TimeWindow { From = now, To = now.AddHours(1) };
    }
}
