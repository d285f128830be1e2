using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Sync;

/// <summary>Reports of synchronizations. A run is named by the inverted time at which it was asked for, so that the latest comes first.</summary>
/// <param name="store">Where they are.</param>
public sealed class SyncRunStore(IStateStore store)
{
    private readonly StateTable<SyncRun> _runs = new(store, "SyncRuns", GatehouseJson.Default.SyncRun);

    /// <summary>The name of a run that is asked for at a time.</summary>
    public static string NameOf(DateTimeOffset time) => InvertedTime.KeyOf(time);

    /// <summary>Reads a run, which begins now if there is none.</summary>
    public async Task<StateDocument<SyncRun>> OpenAsync(string facility, string run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = new StateKey(facility, run);
        while (true)
        {
            if (await _runs.GetAsync(key, cancellationToken) is { } found)
                return found;

            var begun = new SyncRun { Outcome = SyncOutcome.Running, StartedAt = now };
            if (await _runs.InsertAsync(key, begun, cancellationToken) is { } version)
                return new StateDocument<SyncRun>(key, begun, version);
        }
    }

    /// <summary>Writes a run that has not changed since it was read. Returns <see langword="false"/> when it has.</summary>
    public async Task<bool> SaveAsync(StateDocument<SyncRun> read, SyncRun run, CancellationToken cancellationToken) =>
        await _runs.ReplaceAsync(read.Key, run, read.ETag, cancellationToken) is not null;

    /// <summary>Reads a facility's runs, the latest first.</summary>
    public IAsyncEnumerable<StateDocument<SyncRun>> ListAsync(string facility, CancellationToken cancellationToken) =>
        _runs.QueryAsync(StateRange.Of(facility), cancellationToken);

    /// <summary>Forgets runs that began before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _runs.PruneAsync(run => run.StartedAt < before, cancellationToken);
}
