using System.Collections.Concurrent;

namespace Gatehouse.Local.Work;

/// <summary>Wakes the pump when this process itself puts a message into a queue, so that it need not wait for its next look.</summary>
internal sealed class QueueBell
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = new(StringComparer.Ordinal);

    /// <summary>Completes when the queue is rung for after this call.</summary>
    public Task NextAsync(string queue) => _bells.GetOrAdd(queue, _ => New()).Task;

    /// <summary>Tells that a message is there.</summary>
    public void Ring(string queue)
    {
        if (_bells.TryRemove(queue, out var bell))
            bell.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
