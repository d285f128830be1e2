using Gatehouse.Reconciliation;
using Gatehouse.Sync;

namespace Gatehouse.Api.Reconciliation;

/// <summary>The report of a comparison of grants with a vendor.</summary>
public sealed record ReconcileAnswer
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Where it stands.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Whether nothing was changed.</summary>
    public required bool DryRun { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many targets of the facility there were so far, those included that need no look.</summary>
    public required int Seen { get; init; }

    /// <summary>How many were found how.</summary>
    public required ReconcileCounts Counts { get; init; }

    /// <summary>What was found of single targets, the first thousand; not in lists.</summary>
    public required IReadOnlyList<ReconcileFinding> Targets { get; init; }

    /// <summary>Why it failed or waits.</summary>
    public string? Detail { get; init; }

    /// <summary>The answer for a run.</summary>
    public static ReconcileAnswer Of(string facility, ReconcileReport report) => new()
    {
        Id = report.Id,
        Facility = facility,
        Outcome = report.Run.Outcome,
        DryRun = report.Run.DryRun,
        StartedAt = report.Run.StartedAt,
        EndedAt = report.Run.EndedAt,
        Seen = report.Run.Seen,
        Counts = report.Run.Reconcile ?? new ReconcileCounts(),
        Targets = report.Findings,
        Detail = report.Run.Detail,
    };
}
