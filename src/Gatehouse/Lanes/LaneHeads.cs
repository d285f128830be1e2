using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>The first rows of a lane, those of each priority in due order, the urgent ones first.</summary>
/// <param name="Takeable">What is due and worked by nobody.</param>
/// <param name="NextDue">When the first row is due that is not due yet.</param>
/// <param name="IsBacklog">Whether more is due than was looked at.</param>
internal sealed record LaneHeads(IReadOnlyList<StateDocument<WorkRow>> Takeable, DateTimeOffset? NextDue, bool IsBacklog)
{
    public static LaneHeads None { get; } = new([], null, IsBacklog: false);

    public bool HasUrgent => Takeable is [{ Value.Item.Priority: WorkPriority.Urgent }, ..];
}
