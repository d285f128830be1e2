namespace Gatehouse.DeadLetters;

/// <summary>A message that was given up.</summary>
public sealed record DeadLetter
{
    /// <summary>The queue it was in.</summary>
    public required string Queue { get; init; }

    /// <summary>The message as it was enqueued.</summary>
    public required string Message { get; init; }

    /// <summary>Why it was given up.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was given up, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
