using System.Runtime.CompilerServices;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Lanes;

/// <summary>Items that wait: the table Work, a partition for each lane, in due order.</summary>
/// <param name="store">Where they are.</param>
public sealed class WorkStore(IStateStore store)
{
    private const string Table = "Work";
    private readonly StateTable<WorkRow> _rows = new(store, Table, GatehouseJson.Default.WorkRow);

    /// <summary>The first rows of a lane and priority, whether due or not.</summary>
    internal async Task<IReadOnlyList<StateDocument<WorkRow>>> HeadAsync(
        string lane, WorkPriority priority, int count, CancellationToken cancellationToken)
    {
        var rows = new List<StateDocument<WorkRow>>(count);
        var range = StateRange.WithPrefix(lane, WorkRowKey.PrefixOf(priority));
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Table, range, count - rows.Count, continuation, cancellationToken);
            rows.AddRange(page.Rows.Select(_rows.Read));
            continuation = page.Continuation;
        }
        while (continuation is not null && rows.Count < count);

        return rows;
    }

    /// <summary>What the items of a kind in a lane refer to, whether due or not.</summary>
    internal async Task<HashSet<string>> ReferencesAsync(string lane, string kind, CancellationToken cancellationToken)
    {
        var references = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in _rows.QueryAsync(StateRange.Of(lane), cancellationToken))
        {
            if (row.Value.Item.Kind == kind)
                references.Add(row.Value.Item.Reference);
        }

        return references;
    }

    /// <summary>Each lane that has rows, by one of its first rows.</summary>
    internal async IAsyncEnumerable<WorkRow> FirstOfEachLaneAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        while (true)
        {
            var page = await store.QueryAsync(Table, StateRange.WholeTable, 1, continuation, cancellationToken);
            if (page.Rows.Count > 0)
            {
                yield return _rows.Read(page.Rows[0]).Value;

                // Goes on behind the lane, not through its thousands of rows.
                continuation = StateContinuation.Encode(new StateKey(page.Rows[0].Key.Partition, WorkRowKey.End));
            }
            else if ((continuation = page.Continuation) is null)
            {
                yield break;
            }
        }
    }

    /// <summary>Writes new rows of one lane, in as few writes as can be.</summary>
    internal async Task AddAsync(string lane, IReadOnlyList<WorkRow> rows, CancellationToken cancellationToken)
    {
        foreach (var part in rows.Chunk(StateLimits.BatchRows))
        {
            StateChange[] changes = [.. part.Select(Insertion)];
            var written = changes.Length == 1
                ? await store.InsertAsync(Table, new StateKey(lane, changes[0].Row), changes[0].Body, cancellationToken) is not null
                : await store.BatchAsync(Table, lane, changes, cancellationToken);
            if (!written)
                throw new StateStoreException($"The rows of work for {lane} are there already, which random keys rule out.", isTransient: true);
        }
    }

    /// <summary>What replaces a worked row by what comes after it.</summary>
    internal IReadOnlyList<StateChange> Replacement(StateDocument<WorkRow> row, IReadOnlyList<WorkRow> next) =>
        [StateChange.Delete(row.Key.Row), .. next.Select(Insertion)];

    /// <summary>Applies a replacement. One whose row is gone was settled by somebody else, and what they wrote stands.</summary>
    internal async Task SettleAsync(string lane, IReadOnlyList<StateChange> replacement, CancellationToken cancellationToken)
    {
        if (replacement.Count == 1)
            await store.DeleteAsync(Table, new StateKey(lane, replacement[0].Row), null, cancellationToken);
        else if (replacement.Count > 1)
            await store.BatchAsync(Table, lane, replacement, cancellationToken);
    }

    /// <summary>Claims rows, and in the same write settles those before. Returns <see langword="false"/>, with nothing written, on a conflict in any.</summary>
    internal async Task<bool> ClaimAsync(
        IReadOnlyList<StateDocument<WorkRow>> claims, DateTimeOffset until, IReadOnlyList<StateChange> replacement, CancellationToken cancellationToken)
    {
        StateChange[] changes = [.. replacement, .. claims.Select(row => StateChange.Replace(row.Key.Row, _rows.Write(row.Value with { ClaimedUntil = until }), row.ETag))];
        var lane = claims[0].Key.Partition;
        return changes is [var only]
            ? await store.ReplaceAsync(Table, new StateKey(lane, only.Row), only.Body, claims[0].ETag, cancellationToken) is not null
            : await store.BatchAsync(Table, lane, changes, cancellationToken);
    }

    /// <summary>Takes a row from whoever claimed it.</summary>
    internal Task FreeAsync(StateDocument<WorkRow> row, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(row.Key, row.Value with { ClaimedUntil = null }, row.ETag, cancellationToken);

    private StateChange Insertion(WorkRow row) =>
        StateChange.Insert(WorkRowKey.New(row.Item.Priority, row.Item.Due ?? row.WrittenAt, row.Item), _rows.Write(row));
}
