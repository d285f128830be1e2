using Gatehouse.Work;

namespace Gatehouse.DeadLetters;

/// <summary>Replays the dead letters of a queue: the same message once more.</summary>
/// <param name="kind">The queue.</param>
/// <param name="queue">Where it is.</param>
public sealed class QueueReplay(string kind, IWorkQueue queue) : IDeadLetterReplay
{
    /// <inheritdoc />
    public string Kind { get; } = kind;

    /// <inheritdoc />
    public Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(Kind, letter.Message, TimeSpan.Zero, cancellationToken);
}
