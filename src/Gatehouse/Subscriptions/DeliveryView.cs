namespace Gatehouse.Subscriptions;

/// <summary>A delivery as callers see it.</summary>
/// <param name="EventId">The event's id; the header <c>webhook-id</c> of every try.</param>
/// <param name="Type">The event's type.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it is tried no more.</param>
/// <param name="CreatedAt">When it was first asked for, UTC.</param>
/// <param name="NextAt">When it is tried again, UTC.</param>
/// <param name="Attempts">The latest tries, the first one first.</param>
public sealed record DeliveryView(
    string EventId,
    string Type,
    DeliveryState State,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAt,
    IReadOnlyList<DeliveryAttempt> Attempts)
{
    /// <summary>A delivery.</summary>
    public static DeliveryView Of(Delivery delivery) => new(
        delivery.EventId, delivery.Type, delivery.State, delivery.Reason, delivery.CreatedAt, delivery.NextAt, delivery.Attempts);
}
