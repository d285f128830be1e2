namespace Gatehouse.DeadLetters;

/// <summary>Replays the dead letters of one kind. A kind without one is not listed.</summary>
public interface IDeadLetterReplay
{
    /// <summary>The kind, <see cref="DeadLetter.Queue"/>.</summary>
    string Kind { get; }

    /// <summary>Sets going again what was given up, under the ids that it had. It may be done twice.</summary>
    Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken);
}
