using System.Collections.Concurrent;
using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>Finds and claims the rows of a lane for the workers of a visit.</summary>
/// <param name="lane">The lane.</param>
/// <param name="rows">The rows.</param>
/// <param name="time">The clock.</param>
internal sealed class LaneRows(Lane lane, WorkStore rows, TimeProvider time)
{
    // A backlog is taken by the handful.
    private const int MostInHand = 8;
    private const int MostChanges = StateLimits.BatchRows / 2;

    // What the workers have in hand, so that they do not compete for the same row.
    private readonly ConcurrentDictionary<string, bool> _inHand = new(StringComparer.Ordinal);

    /// <summary>What can be taken.</summary>
    public async Task<LaneHeads> LookAsync(bool urgentOnly, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var takeable = new List<StateDocument<WorkRow>>();
        DateTimeOffset? next = null;
        var (most, isBacklog) = ((lane.Concurrency + 1) * MostInHand, false);
        foreach (var priority in urgentOnly ? [WorkPriority.Urgent] : Enum.GetValues<WorkPriority>())
        {
            var head = await rows.HeadAsync(lane.Id, priority, most, stopping);
            isBacklog |= head.Count == most && !(DueOf(head[^1]) > now);
            foreach (var row in head)
            {
                var due = DueOf(row);
                if (due > now)
                {
                    next = next < due ? next : due;
                    break;
                }

                if (!(row.Value.ClaimedUntil > now) && !_inHand.ContainsKey(row.Key.Row))
                    takeable.Add(row);
            }

            // One to take and one that shows that another worker is wanted: the next priority need not be read.
            if (takeable.Count > 1)
                break;
        }

        return new LaneHeads(takeable, next, isBacklog);
    }

    private static DateTimeOffset DueOf(StateDocument<WorkRow> row) => row.Value.Item.Due ?? row.Value.WrittenAt;

    /// <summary>Settles what was done and claims what is next, in one write where both go together. May claim nothing.</summary>
    /// <param name="heads">What can be claimed.</param>
    /// <param name="until">How long the claim lasts, UTC.</param>
    /// <param name="isSingle">Whether one row is enough.</param>
    /// <param name="done">What takes the place of each row that was worked.</param>
    public async Task<IReadOnlyList<StateDocument<WorkRow>>> TakeAsync(
        LaneHeads heads, DateTimeOffset until, bool isSingle, IReadOnlyList<IReadOnlyList<StateChange>> done)
    {
        // Of what ends in sight each worker has its share.
        var most = isSingle ? 1 : heads.IsBacklog ? MostInHand : Math.Clamp(heads.Takeable.Count / lane.Concurrency, 1, MostInHand);
        List<StateDocument<WorkRow>> taken = [.. heads.Takeable.Where(candidate => _inHand.TryAdd(candidate.Key.Row, true)).Take(most)];
        try
        {
            if (taken.Count > 0 && done.Sum(changes => changes.Count) <= MostChanges
                && await rows.ClaimAsync(taken, until, [.. done.SelectMany(changes => changes)], CancellationToken.None))
                return taken;

            // Another process may have one of them, or settled what this one did too late.
            foreach (var changes in done)
                await rows.SettleAsync(lane.Id, changes, CancellationToken.None);
            foreach (var row in taken)
            {
                if (!await rows.ClaimAsync([row], until, [], CancellationToken.None))
                    continue;

                LetGo(taken.Where(other => other != row));
                return [row];
            }
        }
        catch
        {
            LetGo(taken);
            throw;
        }

        LetGo(taken);
        return [];
    }

    /// <summary>Whether something urgent waits, which goes before a row that is not.</summary>
    public async Task<bool> IsOvertakenAsync(StateDocument<WorkRow> row) =>
        row.Value.Item.Priority != WorkPriority.Urgent && (await LookAsync(urgentOnly: true, CancellationToken.None)).Takeable.Count > 0;

    /// <summary>Gives rows back to be looked at: they are settled, or were never taken.</summary>
    public void LetGo(IEnumerable<StateDocument<WorkRow>> hand)
    {
        foreach (var row in hand)
            _inHand.TryRemove(row.Key.Row, out _);
    }
}
