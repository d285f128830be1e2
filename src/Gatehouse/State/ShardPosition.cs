namespace Gatehouse.State;

/// <summary>Where a reader of a <see cref="ShardedTable{T}"/> is: a day, and of each shard the row it read last.</summary>
/// <param name="Day">The day, as partitions begin with it.</param>
/// <param name="Rows">Each shard's last row; <see langword="null"/> where it is still to begin.</param>
public sealed record ShardPosition(string Day, IReadOnlyList<string?> Rows)
{
    private const char Separator = '|';

    /// <summary>The beginning of a day; with <paramref name="row"/>, behind all rows below it.</summary>
    public static ShardPosition Begin(string day, int shards, string? row = null) => new(day, [.. Enumerable.Repeat(row, shards)]);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ShardPosition Parse(string text)
    {
        var parts = text.Split(Separator);
        return new ShardPosition(parts[0], [.. parts.Skip(1).Select(row => row.Length == 0 ? null : row)]);
    }

    /// <summary>The position behind a row.</summary>
    public ShardPosition After(StateKey key)
    {
        var shard = int.Parse(key.Partition.AsSpan(key.Partition.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture);
        var rows = Rows.ToArray();
        rows[shard] = key.Row;
        return this with { Rows = rows };
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(Separator, [Day, .. Rows]);
}
