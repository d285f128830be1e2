using System.Text;

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

    /// <summary>The least well-formed text that is above every text with the prefix.</summary>
    private static string? EndOfPrefix(string prefix)
    {
        var end = prefix.TrimEnd(char.MaxValue);
        if (end.Length == 0)
            return null;

        // In UTF-16 the pairs (U+10000 and up) sort between U+D7FF and U+E000.
        Rune.DecodeLastFromUtf16(end, out var last, out var length);
        var next = last.Value switch
        {
            0xD7FF => new Rune(0x10000),
            0x10FFFF => new Rune(0xE000),
            var value => new Rune(value + 1),
        };
        return string.Concat(end.AsSpan(0, end.Length - length), next.ToString());
    }
}
