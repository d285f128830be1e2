using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>The first rows of a lane, those of each priority in due order, the urgent ones first.</summary>
/// <param name="Takeable">What is due and worked by nobody.</param>
/// <param name="NextDue">When the first row is due that is not due yet.</param>
internal sealed record LaneHeads(IReadOnlyList<StateDocument<WorkRow>> Takeable, DateTimeOffset? NextDue)
{
    public static LaneHeads None { get; } = new([], null);

    public bool HasUrgent => Takeable is [{ Value.Item.Priority: WorkPriority.Urgent }, ..];
}
