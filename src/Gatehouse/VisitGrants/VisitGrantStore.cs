using Gatehouse.Connectors;
using Gatehouse.Grants;
using Gatehouse.Json;
using Gatehouse.Lanes;
using Gatehouse.State;

namespace Gatehouse.VisitGrants;

/// <summary>What is still to be done to grants because of their visits: the table VisitGrants, a partition for each facility.</summary>
/// <param name="store">Where it is.</param>
/// <param name="lanes">Work what the process that wrote it did not.</param>
/// <param name="time">The clock.</param>
public sealed class VisitGrantStore(IStateStore store, WorkLanes lanes, TimeProvider time)
{
    /// <summary>The kind of such work.</summary>
    public const string Kind = "visit-grant";

    /// <summary>The data of an item that comes after its row was written or given up: without its row it is done with.</summary>
    public const string Late = "late";

    private readonly StateTable<VisitGrantRow> _rows = new(store, "VisitGrants", GatehouseJson.Default.VisitGrantRow);

    /// <summary>Writes what is to be done. The lane does it later, should this process not do it after the vendor's answer.</summary>
    internal async Task WriteAsync(FacilityContext context, string id, VisitGrantRow row, CancellationToken cancellationToken)
    {
        // By then the vendor's call is over, and an item without its row is known to be done with.
        var over = (2 * context.Facility.Resilience.TotalTimeoutSeconds) + 10;
        var due = time.GetUtcNow() + WorkLanes.LongestPlan + TimeSpan.FromSeconds(over);
        await lanes.WakeAsync(await PlanAsync(context, id, row, due, cancellationToken), cancellationToken);
    }

    /// <summary>Writes what a vendor has shown; the lane does it as soon as it is woken.</summary>
    internal Task<PlannedWork> PlanAsync(FacilityContext context, string id, VisitGrantRow row, CancellationToken cancellationToken) =>
        PlanAsync(context, id, row, null, cancellationToken);

    /// <summary>Wakes the lane of what was planned.</summary>
    internal Task WakeAsync(PlannedWork planned, CancellationToken cancellationToken) => lanes.WakeAsync(planned, cancellationToken);

    /// <summary>Reads what is to be done; <see langword="null"/> when it was.</summary>
    internal Task<StateDocument<VisitGrantRow>?> FindAsync(string facility, string id, CancellationToken cancellationToken) =>
        _rows.GetAsync(new StateKey(facility, id), cancellationToken);

    /// <summary>Removes what was done.</summary>
    internal Task RemoveAsync(string facility, string id, CancellationToken cancellationToken) =>
        _rows.DeleteAsync(new StateKey(facility, id), null, cancellationToken);

    private async Task<PlannedWork> PlanAsync(
        FacilityContext context, string id, VisitGrantRow row, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        var priority = row.Ends ? WorkPriority.Urgent : WorkPriority.Normal;
        var item = new WorkItem(Kind, $"{facility}:{id}", priority, due, due is null ? null : Late);
        var planned = await lanes.PlanAsync([new LaneWork(GrantWork.LaneOf(context), item)], cancellationToken);
        await _rows.PutAsync(new StateKey(facility, id), row, cancellationToken);
        return planned;
    }
}
