using Gatehouse.State;

namespace Gatehouse.Events;

/// <summary>Reads the log so that who goes on at the last position sees every event once.</summary>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
public sealed class EventReader(EventStore log, TimeProvider time)
{
    /// <summary>
    /// No reader passes events younger than this: the clocks of those who write differ, and a write takes its time. Nobody logs an event
    /// with a time that is older than 20 seconds.
    /// </summary>
    public static readonly TimeSpan Young = TimeSpan.FromSeconds(30);

    private const string BeforeAllDays = "0000-00-00";
    private const int MostParts = 10;

    /// <summary>Reads a part of the log.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="limit">The most of them.</param>
    /// <param name="position">Where the part before ended; <see langword="null"/> for the beginning. Good for the same filter only.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<EventPage> ReadAsync(EventFilter filter, int limit, string? position, CancellationToken cancellationToken)
    {
        var safe = time.GetUtcNow() - Young;
        var end = filter.To < safe ? filter.To.Value : safe;
        var at = position is null ? Begin(filter.From) : ShardPosition.Parse(position);
        var shards = filter.Facility is { } facility ? EventPosition.ShardsOf(facility) : null;
        var items = new List<StateDocument<HubEvent>>();
        for (var parts = 0; parts < MostParts; parts++)
        {
            var part = await log.Shards.ReadAsync(at, shards, EventPosition.RowAt(end), Math.Clamp(limit / 2, 20, 500), cancellationToken);
            foreach (var row in part.Rows)
            {
                if (items.Count == limit)
                    return new EventPage(items, at.ToString(), HasMore: true);
                at = at.After(row.Key);
                if (filter.Matches(row.Value))
                    items.Add(row);
            }

            if (!part.IsLast)
                continue;
            var next = await NextDayAsync(at.Day, EventPosition.DayOf(end), cancellationToken);
            if (next is null)
                return new EventPage(items, at.ToString(), HasMore: false);
            at = ShardPosition.Begin(next, EventPosition.Shards);
        }

        return new EventPage(items, at.ToString(), HasMore: true);
    }

    // Days without events are passed over, but never the last one: its events may still come.
    private async Task<string?> NextDayAsync(string day, string lastDay, CancellationToken cancellationToken)
    {
        if (string.CompareOrdinal(day, lastDay) >= 0)
            return null;
        var next = await log.Shards.NextDayAsync(day, cancellationToken);
        return next is not null && string.CompareOrdinal(next, lastDay) < 0 ? next : lastDay;
    }

    private static ShardPosition Begin(DateTimeOffset? from) => from is { } start
        ? ShardPosition.Begin(EventPosition.DayOf(start), EventPosition.Shards, EventPosition.RowAt(start))
        : ShardPosition.Begin(BeforeAllDays, EventPosition.Shards);
}
