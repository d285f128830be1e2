namespace Gatehouse.State;

/// <summary>Reads rows of several partitions, whose keys sort the latest first, as one list in that order.</summary>
internal static class LatestFirst
{
    private const int AtOnce = 16;
    private const int LeastRows = 8;

    /// <summary>Reads a part of the list; it may be shorter than asked for and still not be the last.</summary>
    /// <param name="store">Where the rows are.</param>
    /// <param name="table">Their table.</param>
    /// <param name="partitions">Their partitions.</param>
    /// <param name="from">The first key of the list.</param>
    /// <param name="before">The first key past the list.</param>
    /// <param name="limit">The most rows wanted.</param>
    /// <param name="last">The key of the last row seen; <see langword="null"/> to begin.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static async Task<(IReadOnlyList<StateRow> Rows, string? Last)> ReadAsync(
        IStateStore store,
        string table,
        IReadOnlyList<string> partitions,
        string? from,
        string? before,
        int limit,
        string? last,
        CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, StateLimits.PageRows);
        var each = Math.Clamp(4 * limit / partitions.Count, Math.Min(limit, LeastRows), limit);
        var pages = new StatePage[partitions.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pages.Length, limits, async (i, token) => pages[i] = await store.QueryAsync(
            table, StateRange.Between(partitions[i], last is null ? from : last + "\0", before), each, null, token));

        // Past the end of what was read of a partition there may be rows of it that come before those of others.
        var open = pages.Where(page => page.Continuation is not null).ToList();
        var end = open.Count == 0 ? null : open.Min(page => page.Rows[^1].Key.Row, StringComparer.Ordinal);
        var rows = pages.SelectMany(page => page.Rows)
            .Where(row => end is null || string.CompareOrdinal(row.Key.Row, end) <= 0)
            .OrderBy(row => row.Key.Row, StringComparer.Ordinal)
            .ToList();
        var isMore = end is not null || rows.Count > limit;
        if (rows.Count > limit)
            rows.RemoveRange(limit, rows.Count - limit);
        return (rows, isMore ? rows[^1].Key.Row : null);
    }

    private static string? Min(this IEnumerable<StatePage> pages, Func<StatePage, string> key, StringComparer comparer) =>
        pages.Select(key).Min(comparer);
}
