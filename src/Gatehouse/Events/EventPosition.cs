using System.Globalization;
using System.Text;
using Gatehouse.State;

namespace Gatehouse.Events;

/// <summary>Where an event is in the log: a partition is a day and a shard, rows are ordered by the time at which they were logged.</summary>
public static class EventPosition
{
    /// <summary>How many shards a day has.</summary>
    public const int Shards = 8;

    /// <summary>The partition of a day and a shard.</summary>
    public static string PartitionOf(DateTimeOffset time, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{DayOf(time)}:{shard}");

    /// <summary>The place of an event that is logged at a time. Events of one facility alone are in one shard.</summary>
    public static StateKey Of(HubEvent hubEvent, DateTimeOffset loggedAt) => new(
        PartitionOf(loggedAt, ShardOf(hubEvent.Facility ?? "")),
        string.Create(CultureInfo.InvariantCulture, $"{RowAt(loggedAt)}:{hubEvent.Sequence:D19}:{hubEvent.Id}"));

    /// <summary>The day of a time, as partitions begin with it.</summary>
    public static string DayOf(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd}");

    /// <summary>What is above every row that was logged before a time, and not above any that was logged at it or later.</summary>
    public static string RowAt(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The shards that may have events of a facility: its own, and that of events that belong to several.</summary>
    public static IReadOnlyList<int> ShardsOf(string facility) => [.. new[] { ShardOf(facility), ShardOf("") }.Distinct()];

    /// <summary>The shard of a facility's events; those of none, or of several, are in that of the empty text.</summary>
    public static int ShardOf(string facility)
    {
        // Not string.GetHashCode, which is another one in each process.
        var hash = 17u;
        foreach (var b in Encoding.UTF8.GetBytes(facility))
            hash = unchecked((hash * 31) + b);
        return (int)(hash % Shards);
    }
}
