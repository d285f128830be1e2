namespace Gatehouse.DeadLetters;

/// <summary>A message, or a piece of work, that was given up.</summary>
public sealed record DeadLetter
{
    /// <summary>Its kind: the queue it was in, or the kind of work. An <see cref="IDeadLetterReplay"/> is registered for each.</summary>
    public required string Queue { get; init; }

    /// <summary>The message as it was enqueued, or what replays the work: ids, no documents.</summary>
    public required string Message { get; init; }

    /// <summary>The facility it belongs to, where it belongs to one.</summary>
    public string? Facility { get; init; }

    /// <summary>What it was about: an id.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it was given up.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Which of its deaths it is, where the work can tell: it grows with each time that the work is set going again.</summary>
    public int Round { get; init; }

    /// <summary>When it was given up last, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last replayed, UTC.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }
}
