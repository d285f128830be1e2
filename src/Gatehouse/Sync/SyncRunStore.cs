using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.Sync;

/// <summary>Reports of synchronizations. A run is named by the inverted time at which it was asked for, so that the latest comes first.</summary>
/// <param name="store">Where they are.</param>
public sealed class SyncRunStore(IStateStore store)
{
    private const string Table = "SyncRuns";
    private readonly StateTable<SyncRun> _runs = new(store, Table, GatehouseJson.Default.SyncRun);

    /// <summary>The name of a run that is asked for at a time.</summary>
    public static string NameOf(DateTimeOffset time, SyncKind kind = SyncKind.People) => InvertedTime.KeyOf(time) + kind switch
    {
        SyncKind.People => "",
        SyncKind.Visits => "-visits",
        SyncKind.Grants => "-grants",
        _ => "-access-events",
    };

    /// <summary>Reads a run, which begins now if there is none.</summary>
    public async Task<StateDocument<SyncRun>> OpenAsync(
        string facility,
        string run,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        SyncKind kind = SyncKind.People,
        bool dryRun = false,
        bool requested = false)
    {
        var key = new StateKey(facility, run);
        while (true)
        {
            if (await _runs.GetAsync(key, cancellationToken) is { } found)
                return found;

            var begun = new SyncRun { Kind = kind, DryRun = dryRun, Requested = requested, Outcome = SyncOutcome.Running, StartedAt = now };
            if (await _runs.InsertAsync(key, begun, cancellationToken) is { } version)
                return new StateDocument<SyncRun>(key, begun, version);
        }
    }

    /// <summary>Reads a run; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<SyncRun>?> GetAsync(string facility, string run, CancellationToken cancellationToken) =>
        _runs.GetAsync(new StateKey(facility, run), cancellationToken);

    /// <summary>Writes a run that has not changed since it was read, and returns it as it is then; <see langword="null"/> when it has.</summary>
    public async Task<StateDocument<SyncRun>?> SaveAsync(StateDocument<SyncRun> read, SyncRun run, CancellationToken cancellationToken) =>
        await _runs.ReplaceAsync(read.Key, run, read.ETag, cancellationToken) is { } version ? new StateDocument<SyncRun>(read.Key, run, version) : null;

    /// <summary>Ends a run that has not ended.</summary>
    public async Task EndAsync(string facility, string run, SyncOutcome outcome, string detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await GetAsync(facility, run, cancellationToken) is { Value.Outcome: SyncOutcome.Running } found)
        {
            if (await SaveAsync(found, found.Value with { Outcome = outcome, EndedAt = now, Detail = detail }, cancellationToken) is not null)
                return;
        }
    }

    /// <summary>Forgets a run.</summary>
    public Task RemoveAsync(StateDocument<SyncRun> run, CancellationToken cancellationToken) =>
        _runs.DeleteAsync(run.Key, run.ETag, cancellationToken);

    /// <summary>Reads a facility's runs, the latest first.</summary>
    public IAsyncEnumerable<StateDocument<SyncRun>> ListAsync(string facility, CancellationToken cancellationToken) =>
        _runs.QueryAsync(StateRange.Of(facility), cancellationToken);

    /// <summary>Reads a part of a facility's runs, the latest first.</summary>
    public async Task<Page<StateDocument<SyncRun>>> ListAsync(string facility, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(Table, StateRange.Of(facility), Math.Min(page.Limit, StateLimits.PageRows), page.Position, cancellationToken);
        return new Page<StateDocument<SyncRun>>([.. rows.Rows.Select(_runs.Read)], rows.Continuation);
    }

    /// <summary>Forgets runs that began before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _runs.PruneAsync(run => run.StartedAt < before, cancellationToken);
}
