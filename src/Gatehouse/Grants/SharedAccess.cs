using Gatehouse.Access;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>
/// What each grant holds of a person's access at vendors that keep one access for a person, and who changes it now:
/// the table SharedAccess, a partition for each person.
/// </summary>
/// <param name="store">Where it is.</param>
/// <param name="time">The clock of leases.</param>
public sealed class SharedAccess(IStateStore store, TimeProvider time)
{
    private const string Table = "SharedAccess";
    private const string SharePrefix = "share:";
    private const string LockRow = "lock";
    private readonly StateTable<AccessShare> _shares = new(store, Table, GatehouseJson.Default.AccessShare);
    private readonly StateTable<TargetClaim> _locks = new(store, Table, GatehouseJson.Default.TargetClaim);

    /// <summary>
    /// Takes a person's access for a change, and notes what the target will hold of it. <see langword="null"/> while another has it.
    /// </summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="person">What names the person.</param>
    /// <param name="target">The grant and the number of the target.</param>
    /// <param name="share">What it will hold; <see langword="null"/> when it will hold nothing.</param>
    /// <param name="lasting">When the lease ends by itself.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<SharedAccessLease?> TakeAsync(
        string facility, string person, TargetItem target, AccessShare? share, TimeSpan lasting, CancellationToken cancellationToken)
    {
        var partition = $"{facility}:{person}";
        var known = await _locks.GetAsync(new StateKey(partition, LockRow), cancellationToken);
        var now = time.GetUtcNow();
        if (known?.Value.Until > now)
            return null;

        var claim = new TargetClaim(Guid.NewGuid().ToString("N"), now + lasting);
        var own = ShareRow(target);
        var changes = new List<StateChange>
        {
            known is null ? StateChange.Insert(LockRow, _locks.Write(claim)) : StateChange.Replace(LockRow, _locks.Write(claim), known.ETag),
        };
        var before = await _shares.GetAsync(new StateKey(partition, own), cancellationToken);
        if (share is not null)
            changes.Add(StateChange.Put(own, _shares.Write(share)));
        if (!await store.BatchAsync(Table, partition, changes, cancellationToken))
            return null;

        return new SharedAccessLease(partition, own, claim.Token, before?.Value, await OthersAsync(partition, own, cancellationToken));
    }

    /// <summary>What other targets hold of a person's access now.</summary>
    internal Task<List<AccessShare>> OthersAsync(string facility, string person, TargetItem target, CancellationToken cancellationToken) =>
        OthersAsync($"{facility}:{person}", ShareRow(target), cancellationToken);

    /// <summary>Notes what the target holds after all; <see langword="null"/> for nothing.</summary>
    internal Task KeepAsync(SharedAccessLease lease, AccessShare? share, CancellationToken cancellationToken)
    {
        var key = new StateKey(lease.Partition, lease.Row);
        return share is null ? store.DeleteAsync(Table, key, null, cancellationToken) : _shares.PutAsync(key, share, cancellationToken);
    }

    /// <summary>Ends a change. A lease that lapsed and is another's by now stays theirs.</summary>
    internal async Task ReleaseAsync(SharedAccessLease lease, CancellationToken cancellationToken)
    {
        var key = new StateKey(lease.Partition, LockRow);
        if (await _locks.GetAsync(key, cancellationToken) is { } held && held.Value.Token == lease.Token)
            await store.DeleteAsync(Table, key, held.ETag, cancellationToken);
    }

    private async Task<List<AccessShare>> OthersAsync(string partition, string own, CancellationToken cancellationToken)
    {
        var others = new List<AccessShare>();
        await foreach (var row in _shares.QueryAsync(StateRange.WithPrefix(partition, SharePrefix), cancellationToken))
        {
            if (row.Key.Row != own && row.Value.Window.To > time.GetUtcNow())
                others.Add(row.Value);
        }

        return others;
    }

    private static string ShareRow(TargetItem target) => FormattableString.Invariant($"{SharePrefix}{target.Grant}:{target.Number}");
}
