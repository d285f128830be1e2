using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Work;

/// <summary>Leases that keep timers of several instances from doing the same work at once.</summary>
/// <param name="store">Where they are.</param>
/// <param name="time">The clock.</param>
public sealed class TimerLeases(IStateStore store, TimeProvider time)
{
    private const string Row = "lease";
    private readonly StateTable<TimerLease> _leases = new(store, "Timers", GatehouseJson.Default.TimerLease);

    /// <summary>
    /// Takes the lease of a timer for a while. Returns its version; <see langword="null"/> when another run has it. A run may ask again:
    /// a write that arrived although its answer did not is found as its own.
    /// </summary>
    public async Task<string?> TakeAsync(string timer, string run, TimeSpan lasting, CancellationToken cancellationToken)
    {
        var key = new StateKey(timer, Row);
        var lease = new TimerLease { Until = time.GetUtcNow() + lasting, Run = run };
        if (await _leases.GetAsync(key, cancellationToken) is not { } found)
            return await _leases.InsertAsync(key, lease, cancellationToken) ?? await FindOwnAsync(key, run, cancellationToken);
        if (found.Value.Run == run)
            return found.ETag;

        return found.Value.Until > time.GetUtcNow()
            ? null
            : await _leases.ReplaceAsync(key, lease, found.ETag, cancellationToken) ?? await FindOwnAsync(key, run, cancellationToken);
    }

    /// <summary>Gives a lease back, unless somebody else has it by now.</summary>
    public Task ReleaseAsync(string timer, string version, CancellationToken cancellationToken) =>
        _leases.DeleteAsync(new StateKey(timer, Row), version, cancellationToken);

    /// <summary>Ends all leases. Only for stores that one process alone uses, before it works: whoever has one then is dead.</summary>
    public async Task FreeAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var lease in _leases.QueryAsync(StateRange.WholeTable, cancellationToken))
            await _leases.DeleteAsync(lease.Key, lease.ETag, cancellationToken);
    }

    private async Task<string?> FindOwnAsync(StateKey key, string run, CancellationToken cancellationToken) =>
        await _leases.GetAsync(key, cancellationToken) is { } found && found.Value.Run == run ? found.ETag : null;
}
