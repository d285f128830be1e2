using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.State;

/// <summary>
/// A table that many write to at once: its partitions are <c>{day}:{shard}</c>, and its readers see a day's rows in order over all shards.
/// Rows are read behind a <see cref="ShardPosition"/>.
/// </summary>
/// <typeparam name="T">The documents' type.</typeparam>
/// <param name="store">Where it is.</param>
/// <param name="table">The table's name.</param>
/// <param name="type">How its documents are written.</param>
/// <param name="shards">How many shards a day has, at most 10.</param>
public sealed class ShardedTable<T>(IStateStore store, string table, JsonTypeInfo<T> type, int shards)
    where T : class
{
    // Above a row and below all others that begin with it; keys have no characters that are less.
    private const string Behind = "!";
    private const string End = "~";
    private readonly StateTable<T> _rows = new(store, table, type);

    /// <summary>Reads on in the position's day.</summary>
    /// <param name="position">Behind what.</param>
    /// <param name="wanted">The shards that are wanted; <see langword="null"/> for all.</param>
    /// <param name="before">The first row that is not wanted; <see langword="null"/> for no end.</param>
    /// <param name="rows">How many rows of each shard are read at once.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<ShardedPart<T>> ReadAsync(
        ShardPosition position, IReadOnlyList<int>? wanted, string? before, int rows, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll((wanted ?? Enumerable.Range(0, shards)).Select(number => HeadAsync(position, number, before, rows, cancellationToken)));

        // What a shard still has may come before what the others showed.
        var seen = heads.Where(head => !head.IsLast).Select(head => head.Rows[^1].Key.Row).Min(StringComparer.Ordinal);
        return new ShardedPart<T>(
            [
                .. heads.SelectMany(head => head.Rows)
                    .Where(row => seen is null || string.CompareOrdinal(row.Key.Row, seen) <= 0)
                    .OrderBy(row => row.Key.Row, StringComparer.Ordinal),
            ],
            seen is null);
    }

    /// <summary>The next day that has rows; <see langword="null"/> when there is none.</summary>
    public async Task<string?> NextDayAsync(string day, CancellationToken cancellationToken)
    {
        string? continuation = StateContinuation.Encode(new StateKey(day + ":" + End, End));
        do
        {
            var page = await store.QueryAsync(table, StateRange.WholeTable, 1, continuation, cancellationToken);
            if (page.Rows.Count > 0)
                return page.Rows[0].Key.Partition.Split(':')[0];
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return null;
    }

    private async Task<ShardedPart<T>> HeadAsync(
        ShardPosition position, int shard, string? before, int rows, CancellationToken cancellationToken)
    {
        var from = position.Rows[shard] is { } last ? last + Behind : null;
        var range = StateRange.Between(FormattableString.Invariant($"{position.Day}:{shard}"), from, before);
        var read = new List<StateDocument<T>>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, range, rows - read.Count, continuation, cancellationToken);
            read.AddRange(page.Rows.Select(_rows.Read));
            continuation = page.Continuation;
        }
        while (continuation is not null && read.Count < rows);

        return new ShardedPart<T>(read, continuation is null);
    }
}
