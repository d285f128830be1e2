using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Sync;

/// <summary>What callers can do with synchronizations.</summary>
/// <param name="directory">The facilities.</param>
/// <param name="sources">Know what can be synchronized.</param>
/// <param name="runs">The reports.</param>
/// <param name="locks">Know what is under way.</param>
/// <param name="queue">Where a synchronization is asked for.</param>
/// <param name="time">The clock.</param>
public sealed class SyncService(
    FacilityDirectory directory, IEnumerable<ISyncSource> sources, SyncRunStore runs, SyncLocks locks, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Asks for a synchronization.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="kind">What is synchronized.</param>
    /// <param name="dryRun">Whether it only tells what it would change; for people and grants.</param>
    /// <param name="cancellationToken">Cancels asking.</param>
    /// <exception cref="HubException"><c>sync_running</c>: one is under way. <c>capability_absent</c>: there is nothing to synchronize.</exception>
    public async Task<SyncReport> StartAsync(string facility, SyncKind kind, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun && kind is not (SyncKind.People or SyncKind.Grants))
            throw new InvalidInputException("/dryRun", "Is for the kinds people and grants only.");

        var context = await directory.GetAsync(facility, cancellationToken);
        if (!sources.Single(source => source.Kind == kind).Can(context))
        {
            throw new HubException(
                HubErrorKind.Unprocessable, "capability_absent",
                $"Facility '{facility}' has nothing of this kind to synchronize. GET /api/v1/facilities/{facility}/capabilities lists what it can do.");
        }

        if (await locks.FindAsync(facility, kind, cancellationToken) is { } held)
        {
            throw new HubException(
                HubErrorKind.Conflict, "sync_running",
                $"The run {held.Run} is under way. GET /api/v1/facilities/{facility}/sync/{held.Run} shows how far it is.");
        }

        var now = time.GetUtcNow();
        var run = await runs.OpenAsync(facility, SyncRunStore.NameOf(now, kind), now, cancellationToken, kind, dryRun, requested: true);
        try
        {
            var message = new SyncMessage(facility, run.Key.Row, WorkTrace.Current, kind);
            await queue.EnqueueAsync(WorkQueues.FacilitySync, message.ToString(), TimeSpan.Zero, cancellationToken);
        }
        catch
        {
            await runs.RemoveAsync(run, CancellationToken.None);
            throw;
        }

        return new SyncReport(run.Key.Row, run.Value);
    }

    /// <summary>Lists a facility's runs, the latest first.</summary>
    public async Task<Page<SyncReport>> ListAsync(string facility, PageRequest page, CancellationToken cancellationToken)
    {
        await directory.GetAsync(facility, cancellationToken);
        var part = await runs.ListAsync(facility, page, cancellationToken);
        return new Page<SyncReport>([.. part.Items.Select(run => new SyncReport(run.Key.Row, run.Value))], part.Next);
    }

    /// <summary>Reads a run.</summary>
    /// <exception cref="HubException"><c>not_found</c>.</exception>
    public async Task<SyncReport> GetAsync(string facility, string run, CancellationToken cancellationToken)
    {
        await directory.GetAsync(facility, cancellationToken);
        return await runs.GetAsync(facility, run, cancellationToken) is { } found
            ? new SyncReport(run, found.Value)
            : throw new HubException(HubErrorKind.NotFound, "not_found", $"Facility '{facility}' has no run '{run}'. Reports are kept for some days.");
    }
}
