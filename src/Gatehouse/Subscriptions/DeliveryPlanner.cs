using Gatehouse.Events;
using Gatehouse.Lanes;
using Gatehouse.State;

namespace Gatehouse.Subscriptions;

/// <summary>
/// Writes deliveries and gives their work to the subscriptions' lanes. It may be done twice with the same events: a delivery's row follows
/// from its event, and of the work that was written for it, one counts.
/// </summary>
/// <param name="deliveries">The deliveries.</param>
/// <param name="lanes">The lanes.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryPlanner(DeliveryStore deliveries, WorkLanes lanes, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Plans an event for subscriptions that have not got it yet.</summary>
    public Task PlanAsync(IReadOnlyList<Subscription> subscriptions, StateDocument<HubEvent> hubEvent, CancellationToken cancellationToken) =>
        PlanAsync([.. subscriptions.Select(subscription => New(subscription.Id, hubEvent))], cancellationToken);

    /// <summary>Plans events for a subscription once more, but those that are still tried.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="events">The events.</param>
    /// <param name="replay">The replay's id; each event is planned once for it. <see langword="null"/> for those that failed alone.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task PlanAgainAsync(
        Subscription subscription, IReadOnlyList<StateDocument<HubEvent>> events, string? replay, CancellationToken cancellationToken)
    {
        var plans = new List<Plan>(events.Count);
        foreach (var hubEvent in events)
        {
            var plan = New(subscription.Id, hubEvent);
            var before = await deliveries.GetAsync(subscription.Id, plan.Row, cancellationToken);
            if (before is null)
                plans.Add(plan with { Delivery = plan.Delivery with { Replay = replay } });
            else if (IsWanted(before.Value, replay))
                plans.Add(plan with { Before = before, Delivery = Again(before.Value, plan.Delivery, replay) });
        }

        await PlanAsync(plans, cancellationToken);
    }

    private static bool IsWanted(Delivery before, string? replay) => before.State switch
    {
        DeliveryState.Failed => true,
        DeliveryState.Delivered => replay is not null && before.Replay != replay,
        _ => false,
    };

    private static Delivery Again(Delivery before, Delivery fresh, string? replay) => fresh with
    {
        CreatedAt = before.CreatedAt,
        Round = before.Round + 1,
        Work = DeliveryWork.New(before.Round + 1),
        Replay = replay,
        Attempts = before.Attempts,
    };

    private Plan New(string subscription, StateDocument<HubEvent> hubEvent) => new(
        subscription,
        DeliveryStore.RowOf(hubEvent.Value),
        new Delivery
        {
            EventId = hubEvent.Value.Id,
            Type = hubEvent.Value.Type,
            EventPartition = hubEvent.Key.Partition,
            EventRow = hubEvent.Key.Row,
            State = DeliveryState.Pending,
            CreatedAt = time.GetUtcNow(),
            Work = DeliveryWork.New(1),
        },
        null);

    private async Task PlanAsync(IReadOnlyList<Plan> plans, CancellationToken cancellationToken)
    {
        if (plans.Count == 0)
            return;
        var planned = await lanes.PlanAsync([.. plans.Select(plan => plan.Work)], cancellationToken);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plans, limits, async (plan, token) =>
        {
            // Who was not first has nothing to do: the work of the other one is written.
            if (plan.Before is null)
                await deliveries.InsertAsync(plan.Subscription, plan.Row, plan.Delivery, token);
            else
                await deliveries.ReplaceAsync(plan.Before, plan.Delivery, token);
        });
        await lanes.WakeAsync(planned, cancellationToken);
    }

    private sealed record Plan(string Subscription, string Row, Delivery Delivery, StateDocument<Delivery>? Before)
    {
        public LaneWork Work => new(
            Lane.OfSubscription(Subscription), new WorkItem(DeliverEvent.WorkKind, DeliverEvent.ReferenceOf(Subscription, Row), Data: Delivery.Work));
    }
}
