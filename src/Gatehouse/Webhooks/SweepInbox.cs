using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Webhooks;

/// <summary>Asks again for the work of webhooks that wait since too long: their message was never sent, or is lost.</summary>
/// <param name="facilities">All facilities.</param>
/// <param name="connectors">Know which of them take webhooks.</param>
/// <param name="inbox">The webhooks.</param>
/// <param name="queue">Where their work is asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of webhooks that waited.</param>
public sealed partial class SweepInbox(
    FacilityStore facilities, ConnectorRegistry connectors, InboxStore inbox, IWorkQueue queue, TimeProvider time, ILogger<SweepInbox> logger) : ISweep
{
    /// <summary>How long a webhook waits that was asked for again: a long queue is not made longer each minute.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>How often facilities are looked at that take no webhooks: what they took before they were told not to must end as well.</summary>
    public static readonly TimeSpan Former = TimeSpan.FromHours(1);

    private DateTimeOffset _formerAt = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Name => "webhooks";

    /// <inheritdoc />
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAll = now >= _formerAt;
        await foreach (var facility in facilities.ListAsync(cancellationToken))
        {
            if (!isAll && facility.Value.Webhooks is null && connectors.Find(facility.Value.System)?.Webhooks is null)
                continue;

            var id = facility.Value.Id;
            await inbox.ForEachDueAsync(id, now, (webhook, token) => AskAsync(id, webhook, token), cancellationToken);
        }

        if (isAll)
            _formerAt = now + Former;
    }

    private async Task AskAsync(string facility, string id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(facility, id, cancellationToken) is not { Value: { DueAt: { } due, Webhook: var webhook } } read
            || due > time.GetUtcNow() || !await inbox.SaveAsync(read, webhook, time.GetUtcNow() + Again, cancellationToken))
            return;

        await queue.EnqueueAsync(WorkQueues.WebhookProcess, WebhookMessage.For(facility, id).ToString(), TimeSpan.Zero, cancellationToken);
        LogSwept(logger, id, facility, webhook.ReceivedAt);
    }

    [LoggerMessage(460, LogLevel.Information, "The webhook {Id} of {Facility}, received {ReceivedAt}, waited and is asked for again.")]
    private static partial void LogSwept(ILogger logger, string id, string facility, DateTimeOffset receivedAt);
}
