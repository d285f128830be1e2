using Gatehouse.Sync;

namespace Gatehouse.Api.Sync;

/// <summary>The report of a synchronization.</summary>
public sealed record SyncAnswer
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>What is synchronized.</summary>
    public required SyncKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many seconds it has taken so far, or took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many things the vendor has shown so far.</summary>
    public required int Seen { get; init; }

    /// <summary>How many the hub knew when it began: a measure of progress.</summary>
    public int? Expected { get; init; }

    /// <summary>How many were new.</summary>
    public required int Created { get; init; }

    /// <summary>How many were not as they were.</summary>
    public required int Changed { get; init; }

    /// <summary>How many are gone at the vendor.</summary>
    public required int Removed { get; init; }

    /// <summary>What the connection test found, or why it failed.</summary>
    public string? Detail { get; init; }

    /// <summary>The answer for a run.</summary>
    public static SyncAnswer Of(string facility, SyncReport report, DateTimeOffset now) => new()
    {
        Id = report.Id,
        Facility = facility,
        Kind = report.Run.Kind,
        Outcome = report.Run.Outcome,
        DryRun = report.Run.DryRun,
        StartedAt = report.Run.StartedAt,
        EndedAt = report.Run.EndedAt,
        Seconds = Math.Round(((report.Run.EndedAt ?? now) - report.Run.StartedAt).TotalSeconds, 3),
        Seen = report.Run.Seen,
        Expected = report.Run.Expected,
        Created = report.Run.Created,
        Changed = report.Run.Changed,
        Removed = report.Run.Removed,
        Detail = report.Run.Detail,
    };
}
