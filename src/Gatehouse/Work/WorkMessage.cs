namespace Gatehouse.Work;

/// <summary>A received message, invisible to others until its visibility timeout ends.</summary>
/// <param name="Queue">Where it came from.</param>
/// <param name="Id">Given by the queue; stays the same over deliveries.</param>
/// <param name="Receipt">Opaque; proves this delivery. A later delivery of the same message makes it invalid.</param>
/// <param name="Body">The text that was enqueued.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="EnqueuedAt">When it was enqueued, UTC.</param>
public sealed record WorkMessage(string Queue, string Id, string Receipt, string Body, int DequeueCount, DateTimeOffset EnqueuedAt);
