namespace Gatehouse.Work;

/// <summary>
/// Named queues of small texts, delivered at least once, first in first out at best. An enqueue that returned is durable.
/// Failures of the queue itself are thrown as <see cref="State.StateStoreException"/>.
/// </summary>
/// <remarks>
/// A queue exists from its first use on; names are 3 to 56 lower-case ASCII letters, digits and single hyphens.
/// An adapter may count whole seconds only, and rounds up.
/// A message never expires. Its text has at most <see cref="WorkLimits.MessageBytes"/> UTF-8 bytes.
/// </remarks>
public interface IWorkQueue
{
    /// <summary>Adds a message that becomes visible after <paramref name="delay"/> (zero to 7 days).</summary>
    Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="max"/> (1 to 32) visible messages and hides them for <paramref name="visibility"/> (1 second to 7 days).
    /// A message received more than <paramref name="maxDequeueCount"/> times goes to <c>{queue}-poison</c> instead;
    /// a poison queue has no poison queue of its own. In the poison queue it is a new message, counted from one.
    /// May return fewer messages than are visible.
    /// </summary>
    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken);

    /// <summary>Removes a message for good. Returns <see langword="false"/> when it was delivered again meanwhile, or is gone.</summary>
    Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a message visible again after <paramref name="delay"/>; its dequeue count stays and its receipt is used up.
    /// Returns <see langword="false"/> when it was delivered again meanwhile, or is gone.
    /// </summary>
    Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Hides a message for <paramref name="visibility"/> (1 second to 7 days) from now on and returns it with its new receipt;
    /// <see langword="null"/> when it was delivered again meanwhile, or is gone.
    /// </summary>
    Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>About how many messages the queue has, hidden ones included.</summary>
    Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken);
}
