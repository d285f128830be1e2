using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Events;

/// <summary>Brings events from the outbox into the log, each once, and tells those who deliver them.</summary>
/// <param name="log">The log.</param>
/// <param name="queue">Where deliveries are asked for.</param>
/// <param name="options">Whether somebody delivers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of events that wait for the next sweep.</param>
public sealed partial class EventPublisher(
    EventStore log, IWorkQueue queue, IOptions<EventOptions> options, TimeProvider time, ILogger<EventPublisher> logger)
{
    /// <summary>Readers of the log never pass events younger than 30 seconds, so none may be logged with an older time.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Publishes events whose batch has just been written. When a store is away they wait for the sweep: their state is safe, and so are they.
    /// </summary>
    public async Task PublishAsync(EventOutbox outbox, string partition, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var hubEvent in events)
            {
                if (time.GetUtcNow() - hubEvent.Time < Young)
                    await LogAsync(outbox, partition, hubEvent, hubEvent.Time, cancellationToken);
            }
        }
        catch (StateStoreException exception)
        {
            LogWaiting(logger, exception, events.Count, partition);
        }
    }

    /// <summary>Publishes the events that were left in a partition, and returns how many.</summary>
    public async Task<int> SweepAsync(EventOutbox outbox, string partition, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in outbox.ListAsync(partition, cancellationToken))
        {
            var (hubEvent, loggedAt) = (row.Value.Event, row.Value.LoggedAt);
            var now = time.GetUtcNow();
            if (now - loggedAt >= Young && await log.GetAsync(EventPosition.Of(hubEvent, loggedAt), cancellationToken) is null)
            {
                if (!await outbox.PostponeAsync(row, now, cancellationToken))
                    continue;
                loggedAt = now;
            }

            await LogAsync(outbox, partition, hubEvent, loggedAt, cancellationToken);
            count++;
        }

        return count;
    }

    private async Task LogAsync(EventOutbox outbox, string partition, HubEvent hubEvent, DateTimeOffset loggedAt, CancellationToken cancellationToken)
    {
        var position = EventPosition.Of(hubEvent, loggedAt);
        await log.AddAsync(position, hubEvent, cancellationToken);
        if (options.Value.FanOut)
        {
            var message = new EventMessage(position.Partition, position.Row, WorkTrace.Current);
            await queue.EnqueueAsync(WorkQueues.EventFanOut, message.ToString(), TimeSpan.Zero, cancellationToken);
        }

        await outbox.RemoveAsync(partition, hubEvent, cancellationToken);
    }

    [LoggerMessage(325, LogLevel.Warning, "{Count} events of {Partition} wait for the next sweep.")]
    private static partial void LogWaiting(ILogger logger, Exception exception, int count, string partition);
}
