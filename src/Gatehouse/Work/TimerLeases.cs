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

    /// <summary>Takes the lease of a timer for a while. Returns its version; <see langword="null"/> when somebody else has it.</summary>
    public async Task<string?> TakeAsync(string timer, TimeSpan lasting, CancellationToken cancellationToken)
    {
        var key = new StateKey(timer, Row);
        var now = time.GetUtcNow();
        var lease = new TimerLease { Until = now + lasting };
        if (await _leases.GetAsync(key, cancellationToken) is not { } found)
            return await _leases.InsertAsync(key, lease, cancellationToken);

        return found.Value.Until > now ? null : await _leases.ReplaceAsync(key, lease, found.ETag, cancellationToken);
    }

    /// <summary>Gives a lease back, unless somebody else has it by now.</summary>
    public Task ReleaseAsync(string timer, string version, CancellationToken cancellationToken) =>
        _leases.DeleteAsync(new StateKey(timer, Row), version, cancellationToken);
}
