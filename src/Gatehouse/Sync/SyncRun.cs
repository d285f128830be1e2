using Gatehouse.Reconciliation;

namespace Gatehouse.Sync;

/// <summary>The report of a synchronization, and where it goes on.</summary>
public sealed record SyncRun
{
    /// <summary>What is synchronized.</summary>
    public SyncKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Whether it only tells what it would change.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether a caller asked for it; otherwise a timer did.</summary>
    public bool Requested { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many things the vendor has shown so far.</summary>
    public int Seen { get; init; }

    /// <summary>How many the hub knew when it began, as a measure of progress.</summary>
    public int? Expected { get; init; }

    /// <summary>How many were new.</summary>
    public int Created { get; init; }

    /// <summary>How many were not as they were.</summary>
    public int Changed { get; init; }

    /// <summary>How many are gone at the vendor.</summary>
    public int Removed { get; init; }

    /// <summary>Where it goes on, the connector's own position; <see langword="null"/> before the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many pages have been worked, each with a page of ids in <see cref="SyncSeenStore"/>.</summary>
    public int Pages { get; init; }

    /// <summary>What was found of grants; <see langword="null"/> for other kinds.</summary>
    public ReconcileCounts? Reconcile { get; init; }

    /// <summary>What the connection test found, or why the run failed: for a person, without secrets.</summary>
    public string? Detail { get; init; }
}
