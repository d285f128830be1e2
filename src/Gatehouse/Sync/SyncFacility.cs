using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Resilience;
using Gatehouse.State;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sync;

/// <summary>
/// Tests a facility's connection and walks its people, page by page, and keeps a report. After <see cref="Part"/> it goes on in a new message.
/// A vendor that refuses ends the run as failed; the message is done with.
/// </summary>
/// <param name="directory">The facilities' contexts.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="runs">The reports.</param>
/// <param name="queue">Where the next part is asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of failed runs.</param>
public sealed partial class SyncFacility(
    FacilityDirectory directory, VendorCalls calls, SyncRunStore runs, IWorkQueue queue, TimeProvider time, ILogger<SyncFacility> logger)
    : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(SyncFacility);

    /// <summary>How long one message is worked: the page that is being read then is the last of it.</summary>
    public static readonly TimeSpan Part = TimeSpan.FromMinutes(5);

    /// <summary>How long a run waits while the secrets' vault is away.</summary>
    public static readonly TimeSpan AwayDelay = TimeSpan.FromMinutes(5);

    private const string Away = "The secrets cannot be read for the moment; the run waits.";
    private const int PageSize = 500;
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
        var run = await runs.OpenAsync(message.Facility, message.Run, time.GetUtcNow(), cancellationToken);
        if (run.Value.Outcome != SyncOutcome.Running)
            return;

        var report = await WalkAsync(message.Facility, run.Value, started, cancellationToken);

        // Another delivery of the message that was faster also asked for the next part.
        if (await runs.SaveAsync(run, report, cancellationToken) && report.Outcome == SyncOutcome.Running)
        {
            var next = message with { Traceparent = WorkTrace.Current };
            await queue.EnqueueAsync(WorkQueues.FacilitySync, next.ToString(), report.Detail == Away ? AwayDelay : TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task<SyncRun> WalkAsync(string facility, SyncRun run, long started, CancellationToken cancellationToken)
    {
        try
        {
            if (run.Detail == Away)
                run = run with { Detail = null };

            var context = await directory.GetAsync(facility, cancellationToken);
            if (run.Cursor is null && calls.Can(context, FacilityOperations.Test))
                run = run with { Detail = await TestAsync(context, cancellationToken) };

            do
            {
                var query = new PersonQuery(new PageRequest(PageSize, run.Cursor));
                var page = await calls.CallAsync(context, PeopleOperations.List, query, cancellationToken, CallUrgency.Background);
                run = run with { People = run.People + page.Items.Count, Cursor = page.Next };
            }
            while (run.Cursor is not null && time.GetElapsedTime(started) < Part);

            return run.Cursor is null ? run with { Outcome = SyncOutcome.Succeeded, EndedAt = time.GetUtcNow() } : run;
        }
        catch (StateStoreException exception) when (exception.IsTransient && time.GetUtcNow() - run.StartedAt < LongestRun)
        {
            // The vault is away: neither the message's nor the vendor's fault. The run waits where it is.
            LogAway(logger, facility, AwayDelay, exception.Message);
            return run with { Detail = Away };
        }
        catch (Exception exception) when (exception is VendorException or HubException or StateStoreException)
        {
            LogFailed(logger, facility, run.People, exception.Message);
            return run with { Outcome = SyncOutcome.Failed, EndedAt = time.GetUtcNow(), Detail = exception.Message };
        }
    }

    private async Task<string> TestAsync(FacilityContext context, CancellationToken cancellationToken) =>
        (await calls.CallAsync(context, FacilityOperations.Test, default(Unit), cancellationToken, CallUrgency.Background)).Detail;

    [LoggerMessage(34, LogLevel.Warning, "The synchronization of {Facility} waits {Delay}: {Reason}")]
    private static partial void LogAway(ILogger logger, string facility, TimeSpan delay, string reason);

    [LoggerMessage(30, LogLevel.Warning, "The synchronization of {Facility} failed after {People} people: {Reason}")]
    private static partial void LogFailed(ILogger logger, string facility, int people, string reason);
}
