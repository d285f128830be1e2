namespace Gatehouse.Lanes;

/// <summary>What a handler says of an item.</summary>
public sealed record WorkOutcome
{
    private WorkOutcome(WorkOutcomeKind kind) => Kind = kind;

    /// <summary>There is nothing more to do; the item is removed.</summary>
    public static WorkOutcome Done { get; } = new(WorkOutcomeKind.Done);

    /// <summary>The try failed and counts; the next is later and later, from <see cref="RetryDelays.First"/> to <see cref="RetryDelays.Longest"/>.</summary>
    public static WorkOutcome Retry { get; } = new(WorkOutcomeKind.Retry);

    /// <summary>
    /// The state that the item serves is not written yet. The item is tried again soon; once it is older than
    /// <see cref="WorkLanes.LongestPlan"/>, its writer died before it wrote the state, and the item is removed.
    /// </summary>
    public static WorkOutcome NotYet { get; } = new(WorkOutcomeKind.NotYet);

    /// <summary>The host stops; the item waits as it was.</summary>
    internal static WorkOutcome CutOff { get; } = new(WorkOutcomeKind.CutOff);

    internal WorkOutcomeKind Kind { get; }

    /// <summary>When the next try is, or the pause ends.</summary>
    internal DateTimeOffset At { get; private init; }

    internal IReadOnlyList<WorkItem> Next { get; private init; } = [];

    /// <summary>
    /// The item is done, and others take its place in the same lane, in the same write: the next step, an expiry, a later look.
    /// At most 99.
    /// </summary>
    public static WorkOutcome Then(params IReadOnlyList<WorkItem> next) => new(WorkOutcomeKind.Done) { Next = next };

    /// <summary>The try failed and counts; the next is at a time that the handler knows, as a vendor's Retry-After says.</summary>
    public static WorkOutcome RetryAt(DateTimeOffset at) => new(WorkOutcomeKind.Retry) { At = at };

    /// <summary>
    /// Nothing of this lane can be done before a time: the vendor is down or takes no calls. No item of the lane is worked until then,
    /// at most <see cref="WorkLanes.LongestPause"/>; this item is tried again afterwards, behind those that are due already.
    /// </summary>
    public static WorkOutcome LanePaused(DateTimeOffset until) => new(WorkOutcomeKind.LanePaused) { At = until };
}
