using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Sync;

/// <summary>See to it that never two runs of a facility and kind are under way, and never two processes at one run.</summary>
/// <param name="store">Where the locks are.</param>
/// <param name="time">The clock.</param>
public sealed class SyncLocks(IStateStore store, TimeProvider time)
{
    /// <summary>How long a process that says nothing is believed to be at work.</summary>
    public static readonly TimeSpan WhileWorked = TimeSpan.FromMinutes(5);

    /// <summary>How long a run waits for its next message before another one may begin.</summary>
    public static readonly TimeSpan BetweenMessages = TimeSpan.FromMinutes(15);

    private readonly StateTable<SyncLock> _locks = new(store, "SyncLocks", GatehouseJson.Default.SyncLock);

    /// <summary>The lock of a facility and kind that holds now; <see langword="null"/> when there is none.</summary>
    public async Task<SyncLock?> FindAsync(string facility, SyncKind kind, CancellationToken cancellationToken) =>
        (await _locks.GetAsync(KeyOf(facility, kind), cancellationToken))?.Value is { } found && found.Until > time.GetUtcNow() ? found : null;

    /// <summary>Takes the lock for a run and a process, or keeps it. Returns the lock in the way; <see langword="null"/> when there is none.</summary>
    public async Task<SyncLock?> TakeAsync(string facility, SyncKind kind, string run, string holder, CancellationToken cancellationToken)
    {
        var key = KeyOf(facility, kind);
        while (true)
        {
            var now = time.GetUtcNow();
            var next = new SyncLock { Run = run, Holder = holder, Until = now + WhileWorked };
            var found = await _locks.GetAsync(key, cancellationToken);
            if (found is null)
            {
                if (await _locks.InsertAsync(key, next, cancellationToken) is not null)
                    return null;
                continue;
            }

            var held = found.Value;
            var free = held.Until <= now || (held.Run == run && (held.Holder is null || held.Holder == holder));
            if (!free)
                return held;
            if (await _locks.ReplaceAsync(key, next, found.ETag, cancellationToken) is not null)
                return null;
        }
    }

    /// <summary>Keeps the lock for the run's next message.</summary>
    public async Task PauseAsync(string facility, SyncKind kind, string run, string holder, CancellationToken cancellationToken)
    {
        if (await _locks.GetAsync(KeyOf(facility, kind), cancellationToken) is { } found && found.Value.Run == run && found.Value.Holder == holder)
        {
            var paused = new SyncLock { Run = run, Until = time.GetUtcNow() + BetweenMessages };
            await _locks.ReplaceAsync(found.Key, paused, found.ETag, cancellationToken);
        }
    }

    /// <summary>Gives up the lock of a run, whoever works it.</summary>
    public async Task ReleaseAsync(string facility, SyncKind kind, string run, CancellationToken cancellationToken)
    {
        if (await _locks.GetAsync(KeyOf(facility, kind), cancellationToken) is { } found && found.Value.Run == run)
            await _locks.DeleteAsync(found.Key, found.ETag, cancellationToken);
    }

    private static StateKey KeyOf(string facility, SyncKind kind) => new(facility, kind.ToString());
}
