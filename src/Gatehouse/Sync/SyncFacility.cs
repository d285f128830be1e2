using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.State;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sync;

/// <summary>
/// Works a part of a run, and keeps its report. After <see cref="Part"/> it goes on in a new message.
/// A vendor that refuses ends the run as failed; the message is done with. One that did not answer lately is left alone for a while
/// by the rounds of timers; a run that has begun, or that a caller asked for, goes on. The daily comparison of grants is never left out,
/// and says nothing of the vendor: it asks only where there are grants.
/// </summary>
/// <param name="directory">The facilities' contexts.</param>
/// <param name="sources">How each kind is synchronized.</param>
/// <param name="runs">The reports.</param>
/// <param name="locks">Keep runs apart.</param>
/// <param name="silences">Know of vendors that do not answer.</param>
/// <param name="seenIds">What runs have seen.</param>
/// <param name="queue">Where the next part is asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of failed runs.</param>
public sealed partial class SyncFacility(
    FacilityDirectory directory,
    IEnumerable<ISyncSource> sources,
    SyncRunStore runs,
    SyncLocks locks,
    SyncSilences silences,
    SyncSeenStore seenIds,
    IWorkQueue queue,
    TimeProvider time,
    ILogger<SyncFacility> logger)
    : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(SyncFacility);

    /// <summary>How long one message is worked: the page that is being read then is the last of it.</summary>
    public static readonly TimeSpan Part = TimeSpan.FromMinutes(5);

    /// <summary>How long a run waits while the secrets' vault is away.</summary>
    public static readonly TimeSpan AwayDelay = TimeSpan.FromMinutes(5);

    private const string Away = "The secrets cannot be read for the moment; the run waits.";
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(6);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Queue => WorkQueues.FacilitySync;

    /// <inheritdoc />
    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = SyncMessage.Parse(delivery.Body);
        var started = time.GetTimestamp();
        var (facility, kind, name) = (message.Facility, message.Kind, message.Run);
        var begun = await runs.GetAsync(facility, name, cancellationToken);
        if (begun is { Value.Outcome: not SyncOutcome.Running })
            return;
        if (begun is null && kind != SyncKind.Grants && !await silences.MayAskAsync(facility, cancellationToken))
        {
            LogSilent(logger, facility, kind);
            return;
        }

        var holder = Guid.NewGuid().ToString("N");
        if (await locks.TakeAsync(facility, kind, name, holder, cancellationToken) is { } held)
        {
            await StandBackAsync(message, held, cancellationToken);
            return;
        }

        var run = await runs.OpenAsync(facility, name, time.GetUtcNow(), cancellationToken, kind);
        if (run.Value.Outcome != SyncOutcome.Running)
        {
            await locks.ReleaseAsync(facility, kind, name, cancellationToken);
            return;
        }

        try
        {
            var report = await WorkAsync(cancellationToken);
            await EndAsync(message, run, report, holder, cancellationToken);
        }
        catch (SyncTakenOverException)
        {
            LogTakenOver(logger, facility, kind);
        }
        catch
        {
            // The message is delivered again, and shall not find its own lock in the way.
            await locks.PauseAsync(facility, kind, name, holder, CancellationToken.None);
            throw;
        }

        async Task<SyncRun> WorkAsync(CancellationToken cancellationToken)
        {
            try
            {
                var source = sources.Single(source => source.Kind == kind);
                var context = await directory.GetAsync(facility, cancellationToken);
                var pass = new SyncPass(context, name, () => time.GetElapsedTime(started) >= Part, CheckpointAsync);
                var current = run.Value.Detail == Away ? run.Value with { Detail = null } : run.Value;
                var (report, complete) = await source.RunAsync(pass, current, cancellationToken);
                if (kind != SyncKind.Grants)
                    await silences.ForgetAsync(facility, cancellationToken);
                return complete ? report with { Outcome = SyncOutcome.Succeeded, EndedAt = time.GetUtcNow() } : report;
            }
            catch (StateStoreException exception) when (exception.IsTransient && time.GetUtcNow() - run.Value.StartedAt < LongestRun)
            {
                // The vault is away: neither the message's nor the vendor's fault. The run waits where it is.
                LogAway(logger, facility, AwayDelay, exception.Message);
                return run.Value with { Detail = Away };
            }
            catch (Exception exception) when (exception is VendorException or HubException or StateStoreException)
            {
                LogFailed(logger, facility, kind, run.Value.Seen, exception.Message);
                if (exception is VendorException { Error.Kind: VendorErrorKind.Timeout })
                    await silences.NoteAsync(facility, cancellationToken);
                else if (exception is VendorException)
                    await silences.ForgetAsync(facility, cancellationToken);
                return run.Value with { Outcome = SyncOutcome.Failed, EndedAt = time.GetUtcNow(), Detail = exception.Message };
            }
        }

        async Task CheckpointAsync(SyncRun progress, CancellationToken cancellationToken)
        {
            if (await locks.TakeAsync(facility, kind, name, holder, cancellationToken) is not null)
                throw new SyncTakenOverException();
            run = await runs.SaveAsync(run, progress, cancellationToken) ?? throw new SyncTakenOverException();
        }
    }

    private async Task EndAsync(
        SyncMessage message, StateDocument<SyncRun> run, SyncRun report, string holder, CancellationToken cancellationToken)
    {
        var (facility, kind, name) = (message.Facility, message.Kind, message.Run);
        if (await runs.SaveAsync(run, report, cancellationToken) is not { } saved)
            throw new SyncTakenOverException();

        if (report.Outcome == SyncOutcome.Running)
        {
            await locks.PauseAsync(facility, kind, name, holder, cancellationToken);
            var next = message with { Traceparent = WorkTrace.Current };
            await queue.EnqueueAsync(WorkQueues.FacilitySync, next.ToString(), report.Detail == Away ? AwayDelay : TimeSpan.Zero, cancellationToken);
            return;
        }

        await seenIds.ForgetAsync(facility, name, cancellationToken);

        // Polls come every few minutes; those that found nothing new are not worth a report.
        if (kind is SyncKind.Visits or SyncKind.AccessEvents && report is { Outcome: SyncOutcome.Succeeded, Created: 0, Changed: 0, Removed: 0 } && !report.Requested)
            await runs.RemoveAsync(saved, cancellationToken);
        await locks.ReleaseAsync(facility, kind, name, cancellationToken);
    }

    private async Task StandBackAsync(SyncMessage message, SyncLock held, CancellationToken cancellationToken)
    {
        if (held.Run == message.Run)
        {
            // Another delivery of this message is being worked. Should that one die, this one goes on.
            await queue.EnqueueAsync(WorkQueues.FacilitySync, message.ToString(), held.Until - time.GetUtcNow(), cancellationToken);
            return;
        }

        LogSkipped(logger, message.Facility, message.Kind, held.Run);
        await runs.EndAsync(
            message.Facility, message.Run, SyncOutcome.Skipped, $"The run {held.Run} was under way.", time.GetUtcNow(), cancellationToken);
    }

    [LoggerMessage(34, LogLevel.Warning, "The synchronization of {Facility} waits {Delay}: {Reason}")]
    private static partial void LogAway(ILogger logger, string facility, TimeSpan delay, string reason);

    [LoggerMessage(30, LogLevel.Warning, "The synchronization of {Facility} ({Kind}) failed after {Seen} things: {Reason}")]
    private static partial void LogFailed(ILogger logger, string facility, SyncKind kind, int seen, string reason);

    [LoggerMessage(367, LogLevel.Debug, "{Facility} is not synchronized ({Kind}) now: its vendor did not answer when it was asked last.")]
    private static partial void LogSilent(ILogger logger, string facility, SyncKind kind);

    [LoggerMessage(327, LogLevel.Debug, "The synchronization of {Facility} ({Kind}) is left to the run {Run}.")]
    private static partial void LogSkipped(ILogger logger, string facility, SyncKind kind, string run);

    [LoggerMessage(328, LogLevel.Information, "The synchronization of {Facility} ({Kind}) is worked by another process by now.")]
    private static partial void LogTakenOver(ILogger logger, string facility, SyncKind kind);
}
