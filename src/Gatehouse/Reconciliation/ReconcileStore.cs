using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Reconciliation;

/// <summary>What runs found: the table Reconciles, a partition for each facility, a row for each part of a run.</summary>
/// <param name="store">Where it is.</param>
/// <param name="time">The clock.</param>
public sealed class ReconcileStore(IStateStore store, TimeProvider time)
{
    /// <summary>The most findings of a run that are kept; all are counted.</summary>
    public const int MostFindings = 1000;

    private readonly StateTable<ReconcileFindings> _parts = new(store, "Reconciles", GatehouseJson.Default.ReconcileFindings);

    /// <summary>Writes what a part of a run found; a part that is worked again writes over it.</summary>
    public Task WriteAsync(string facility, string run, int part, IReadOnlyList<ReconcileFinding> findings, CancellationToken cancellationToken) =>
        _parts.PutAsync(new StateKey(facility, FormattableString.Invariant($"{run}:{part:D6}")), new ReconcileFindings(time.GetUtcNow(), findings), cancellationToken);

    /// <summary>Reads what a run found.</summary>
    public async Task<IReadOnlyList<ReconcileFinding>> ReadAsync(string facility, string run, CancellationToken cancellationToken)
    {
        var findings = new List<ReconcileFinding>();
        await foreach (var part in _parts.QueryAsync(StateRange.WithPrefix(facility, run + ":"), cancellationToken))
            findings.AddRange(part.Value.Items);
        return findings;
    }

    /// <summary>Forgets what was found before a time, and returns how many parts that were.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => _parts.PruneAsync(part => part.At < before, cancellationToken);
}
