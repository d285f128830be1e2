using Gatehouse.Events;

namespace Gatehouse.Testing;

/// <summary>Reads the log of events as it is now; callers of the API wait for late ones.</summary>
public static class EventLog
{
    /// <summary>The events of some days, day by day and shard by shard.</summary>
    public static async Task<IReadOnlyList<HubEvent>> ReadAsync(this EventStore log, DateTimeOffset firstDay, int days = 1)
    {
        var events = new List<HubEvent>();
        for (var day = 0; day < days; day++)
        {
            for (var shard = 0; shard < EventPosition.Shards; shard++)
            {
                await foreach (var row in log.ListAsync(firstDay.AddDays(day), shard, null, CancellationToken.None))
                    events.Add(row.Value);
            }
        }

        return events;
    }
}
