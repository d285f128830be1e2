using Gatehouse.Errors;
using Gatehouse.Paging;
using Gatehouse.Sync;

namespace Gatehouse.Reconciliation;

/// <summary>What callers can do with comparisons of grants with a vendor.</summary>
/// <param name="sync">The runs.</param>
/// <param name="store">What they found.</param>
public sealed class ReconcileService(SyncService sync, ReconcileStore store)
{
    /// <summary>Asks for a comparison.</summary>
    /// <inheritdoc cref="SyncService.StartAsync"/>
    public async Task<ReconcileReport> StartAsync(string facility, bool dryRun, CancellationToken cancellationToken)
    {
        var report = await sync.StartAsync(facility, SyncKind.Grants, dryRun, cancellationToken);
        return new ReconcileReport(report.Id, report.Run, []);
    }

    /// <summary>Lists comparisons of a facility, the latest first, without what they found. A page may hold fewer than it was asked for and still not be the last.</summary>
    public async Task<Page<ReconcileReport>> ListAsync(string facility, PageRequest page, CancellationToken cancellationToken)
    {
        var runs = await sync.ListAsync(facility, page, cancellationToken);
        return new Page<ReconcileReport>(
            [.. runs.Items.Where(run => run.Run.Kind == SyncKind.Grants).Select(run => new ReconcileReport(run.Id, run.Run, []))], runs.Next);
    }

    /// <summary>Reads a comparison and what it found.</summary>
    /// <exception cref="HubException"><c>not_found</c>.</exception>
    public async Task<ReconcileReport> GetAsync(string facility, string run, CancellationToken cancellationToken)
    {
        var report = await sync.GetAsync(facility, run, cancellationToken);
        return report.Run.Kind == SyncKind.Grants
            ? new ReconcileReport(run, report.Run, await store.ReadAsync(facility, run, cancellationToken))
            : throw new HubException(HubErrorKind.NotFound, "not_found", $"The run '{run}' of facility '{facility}' is no comparison of grants; see sync/{run}.");
    }
}
