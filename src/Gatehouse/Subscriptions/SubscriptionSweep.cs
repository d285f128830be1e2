using Gatehouse.Events;
using Gatehouse.Work;

namespace Gatehouse.Subscriptions;

/// <summary>Publishes events of subscriptions that were left between their batch and the log.</summary>
/// <param name="subscriptions">Has the outbox.</param>
/// <param name="publisher">Publishes.</param>
public sealed class SubscriptionSweep(SubscriptionStore subscriptions, EventPublisher publisher) : ISweep
{
    /// <inheritdoc />
    public string Name => "events of subscriptions";

    /// <inheritdoc />
    public Task SweepAsync(CancellationToken cancellationToken) =>
        publisher.SweepAsync(subscriptions.Outbox, SubscriptionStore.Partition, cancellationToken);
}
