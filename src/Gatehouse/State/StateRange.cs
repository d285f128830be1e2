namespace Gatehouse.State;

/// <summary>
/// Which rows a query reads. Rows come ordered by partition, then row, both compared by ordinal value.
/// </summary>
public sealed record StateRange
{
    private StateRange(string? partition, string? from, string? before)
    {
        Partition = partition;
        From = from;
        Before = before;
    }

    /// <summary>The one partition that is read; <see langword="null"/> for the whole table.</summary>
    public string? Partition { get; }

    /// <summary>The first row key that belongs to the range; <see langword="null"/> for no lower bound.</summary>
    public string? From { get; }

    /// <summary>The first row key that is past the range; <see langword="null"/> for no upper bound.</summary>
    public string? Before { get; }

    /// <summary>Every row of the table, over all partitions.</summary>
    public static StateRange WholeTable { get; } = new(null, null, null);

    /// <summary>Every row of a partition.</summary>
    public static StateRange Of(string partition) => new(partition, null, null);

    /// <summary>The rows of a partition from <paramref name="from"/> (included) up to <paramref name="before"/> (excluded).</summary>
    public static StateRange Between(string partition, string? from, string? before) => new(partition, from, before);

    /// <summary>The rows of a partition whose keys start with <paramref name="prefix"/>.</summary>
    public static StateRange WithPrefix(string partition, string prefix) =>
        prefix.Length == 0 ? Of(partition) : new(partition, prefix, EndOfPrefix(prefix));

    private static string? EndOfPrefix(string prefix)
    {
        var end = prefix.TrimEnd(char.MaxValue);
        return end.Length == 0 ? null : string.Concat(end.AsSpan(0, end.Length - 1), [(char)(end[^1] + 1)]);
    }
}
