namespace Gatehouse.Visits;

/// <summary>What is known of a facility's snapshot of visits as a whole. There is none before its first complete poll.</summary>
/// <param name="CompletedAt">When the last complete poll ended, UTC.</param>
public sealed record VisitPollState(DateTimeOffset CompletedAt);
