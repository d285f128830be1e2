using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Lanes;

namespace Gatehouse.Grants;

/// <summary>Gives targets to the lanes of their facilities.</summary>
/// <param name="lanes">The lanes.</param>
/// <param name="facilities">Tell how many calls a vendor takes at once.</param>
public sealed class GrantWork(WorkLanes lanes, FacilityDirectory facilities)
{
    private const int MostAtOnce = 16;

    /// <summary>The lane of a facility.</summary>
    internal static Lane LaneOf(FacilityContext context) =>
        Lane.OfFacility(context.Facility.Id, Math.Min(MostAtOnce, context.Facility.Resilience.ConcurrentCalls));

    /// <summary>Schedules targets whose rows are written; revokes go first.</summary>
    internal async Task ScheduleAsync(string grant, IEnumerable<TargetRow> targets, CancellationToken cancellationToken) =>
        await lanes.ScheduleManyAsync(await WorksAsync(grant, targets, isWritten: true, cancellationToken), cancellationToken);

    /// <summary>Plans targets whose rows are about to be written, so that what is written is worked whoever dies.</summary>
    internal async Task<PlannedWork> PlanAsync(string grant, IEnumerable<TargetRow> targets, CancellationToken cancellationToken) =>
        await lanes.PlanAsync(await WorksAsync(grant, targets, isWritten: false, cancellationToken), cancellationToken);

    /// <summary>Wakes the lanes of planned targets, once their rows are written.</summary>
    internal Task WakeAsync(PlannedWork planned, CancellationToken cancellationToken) => lanes.WakeAsync(planned, cancellationToken);

    private async Task<List<LaneWork>> WorksAsync(string grant, IEnumerable<TargetRow> targets, bool isWritten, CancellationToken cancellationToken)
    {
        var works = new List<LaneWork>();
        foreach (var target in targets)
        {
            var item = new TargetItem(grant, target.Number).At(null, urgent: !target.Wish.Present, isWritten ? 0 : target.Wish.Version);
            works.Add(new LaneWork(await LaneAsync(target.Facility, cancellationToken), item));
        }

        return works;
    }

    // A target of a facility that is gone is worked too: it ends as failed, or alarms.
    private async Task<Lane> LaneAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            return LaneOf(await facilities.GetAsync(facility, cancellationToken));
        }
        catch (Exception exception) when (exception is HubException or Vendors.VendorException)
        {
            return Lane.OfFacility(facility);
        }
    }
}
