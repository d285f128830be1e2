namespace Gatehouse.Work;

/// <summary>A message as a head delivers it.</summary>
/// <param name="Id">Given by the queue; stays the same over deliveries.</param>
/// <param name="Body">The text that was enqueued.</param>
/// <param name="EnqueuedAt">When it was enqueued, UTC.</param>
public sealed record QueueDelivery(string Id, string Body, DateTimeOffset EnqueuedAt);
