namespace Gatehouse.Reconciliation;

/// <summary>The findings of a part of a run.</summary>
/// <param name="At">When they were written, UTC.</param>
/// <param name="Items">The findings.</param>
public sealed record ReconcileFindings(DateTimeOffset At, IReadOnlyList<ReconcileFinding> Items);
