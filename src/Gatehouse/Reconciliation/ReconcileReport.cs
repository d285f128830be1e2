using Gatehouse.Sync;

namespace Gatehouse.Reconciliation;

/// <summary>A run with what it found.</summary>
/// <param name="Id">Its name, under which it can be read again.</param>
/// <param name="Run">How far it came.</param>
/// <param name="Findings">What it found, at most <see cref="ReconcileStore.MostFindings"/>; empty in lists.</param>
public sealed record ReconcileReport(string Id, SyncRun Run, IReadOnlyList<ReconcileFinding> Findings);
