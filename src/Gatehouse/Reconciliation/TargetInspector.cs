using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Resilience;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Reconciliation;

/// <summary>Looks at the vendor what there is of a target: by what the hub holds or last took back, and by the markers of its creates.</summary>
/// <param name="store">Opens what vendors hold.</param>
/// <param name="shared">What other grants hold of a person's access.</param>
/// <param name="calls">Calls vendors.</param>
internal sealed class TargetInspector(GrantStore store, SharedAccess shared, VendorCalls calls)
{
    private const int MostMarkers = 5;

    /// <summary>Looks. A vendor that cannot be asked is no failure but unclear.</summary>
    public async Task<TargetSight> LookAsync(
        FacilityContext context, AccessRules rules, GrantRow grant, TargetRow target, CancellationToken cancellationToken)
    {
        try
        {
            return await SeeAsync(context, rules, grant, target, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorException or HubException or InvalidInputException)
        {
            return TargetSight.Unknown(exception.Message);
        }
    }

    private async Task<TargetSight> SeeAsync(
        FacilityContext context, AccessRules rules, GrantRow grant, TargetRow target, CancellationToken cancellationToken)
    {
        calls.Require(context, AccessOperations.Inspect);
        var item = new TargetItem(grant.Id, target.Number);
        var spec = TargetWorkplace.Of(target.Wish.SpecFor(grant.Subject, grant.Purpose, target.Facility), target.Person);
        var hold = target.Hold ?? target.Last;
        if (hold is null && !rules.FindsByMarker)
            return TargetSight.Unknown("The hub holds no id of it, and the vendor keeps no markers.");

        var current = hold is null ? null : await store.OpenAsync(grant.Id, target.Number, hold, cancellationToken);
        var marker = hold?.Marker ?? item.Marker(target.Creates);
        var request = new AccessInspect(current, marker, spec)
        {
            IsRevoked = !target.Wish.Present,
            Others = target.Person is { } person
                ? await shared.OthersAsync(target.Facility, person, item, cancellationToken)
                : [],
        };
        var inspection = await InspectAsync(request);
        if (inspection.IsUnclear)
            return TargetSight.Unknown("The vendor's answer does not tell.");

        var more = inspection.Duplicates.Select(record => (record, marker)).ToList();
        for (var create = Math.Max(1, target.Creates - MostMarkers + 1); rules.FindsByMarker && create <= target.Creates; create++)
        {
            var other = item.Marker(create);
            if (other == marker)
                continue;
            var earlier = await InspectAsync(new AccessInspect(null, other, spec) { IsRevoked = true });
            AccessRecord[] found = earlier.Found is null ? [] : [earlier.Found, .. earlier.Duplicates];
            more.AddRange(found.Select(record => (record, other)));
        }

        var first = inspection.Found is { } there ? (there, marker) : ((AccessRecord, string)?)null;
        return new TargetSight(first, [.. more.Where(one => one.record.Id != inspection.Found?.Id).DistinctBy(one => one.record.Id)], inspection.IsOver);

        Task<AccessInspection> InspectAsync(AccessInspect what) =>
            calls.CallAsync(context, AccessOperations.Inspect, what, cancellationToken, CallUrgency.Background);
    }
}
