using Gatehouse.Events;
using Gatehouse.State;
using Gatehouse.Work;

namespace Gatehouse.Subscriptions;

/// <summary>Compares an event with the subscriptions and plans its deliveries; goes on with replays of a range.</summary>
/// <param name="log">The log of events.</param>
/// <param name="reader">Reads ranges of it.</param>
/// <param name="subscriptions">The subscriptions.</param>
/// <param name="planner">Plans deliveries.</param>
/// <param name="queue">Where the rest of a replay is asked for.</param>
public sealed class FanOutEvent(
    EventStore log, EventReader reader, SubscriptionStore subscriptions, DeliveryPlanner planner, IWorkQueue queue) : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(FanOutEvent);

    private const int ReplayedAtOnce = 100;

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Queue => WorkQueues.EventFanOut;

    /// <inheritdoc />
    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = EventMessage.Parse(delivery.Body);
        if (message.Replay is { } replay)
            await ReplayAsync(message, replay, cancellationToken);
        else if (await FindAsync(new StateKey(message.Partition!, message.Row!), cancellationToken) is { } hubEvent)
            await FanOutAsync(hubEvent, message.Subscription, cancellationToken);
    }

    // It was in the log before the message was sent: what is not there is over.
    private async Task<StateDocument<HubEvent>?> FindAsync(StateKey position, CancellationToken cancellationToken) =>
        await log.GetAsync(position, cancellationToken) is { } hubEvent ? new StateDocument<HubEvent>(position, hubEvent, "") : null;

    private async Task FanOutAsync(StateDocument<HubEvent> hubEvent, string? only, CancellationToken cancellationToken)
    {
        if (only is not null)
        {
            if (await subscriptions.FindAsync(only, cancellationToken) is { Value.DisabledAt: null } found)
                await planner.PlanAgainAsync(found.Value, [hubEvent], null, cancellationToken);
            return;
        }

        var wanting = new List<Subscription>();
        await foreach (var subscription in subscriptions.ListAsync(cancellationToken))
        {
            if (subscription.Value.Wants(hubEvent.Value))
                wanting.Add(subscription.Value);
        }

        await planner.PlanAsync(wanting, hubEvent, cancellationToken);
    }

    private async Task ReplayAsync(EventMessage message, EventReplay replay, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(message.Subscription!, cancellationToken) is not { Value: { DisabledAt: null } subscription })
            return;
        var filter = new EventFilter(subscription.Facilities) { Types = subscription.Types, From = replay.From, To = replay.To };
        var page = await reader.ReadAsync(filter, ReplayedAtOnce, replay.Position, cancellationToken);
        await planner.PlanAgainAsync(subscription, page.Items, replay.Id, cancellationToken);
        if (page.HasMore)
        {
            var rest = message with { Replay = replay with { Position = page.Position } };
            await queue.EnqueueAsync(WorkQueues.EventFanOut, rest.ToString(), TimeSpan.Zero, cancellationToken);
        }
    }
}
