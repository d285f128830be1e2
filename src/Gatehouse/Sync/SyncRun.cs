namespace Gatehouse.Sync;

/// <summary>The report of a synchronization, and where it goes on.</summary>
public sealed record SyncRun
{
    /// <summary>Where it stands.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many people the vendor has shown so far.</summary>
    public int People { get; init; }

    /// <summary>Where it goes on, the connector's own position; <see langword="null"/> before the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>What the connection test found, or why the run failed: for a person, without secrets.</summary>
    public string? Detail { get; init; }
}
