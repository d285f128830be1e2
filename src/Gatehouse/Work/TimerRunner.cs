using System.Diagnostics;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Work;

/// <summary>
/// Runs a timer's work under its lease, and for no longer than it may take; what fails because the store is away for a moment is tried
/// again. Both heads fire through it.
/// </summary>
/// <param name="leases">The leases.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of runs.</param>
public sealed partial class TimerRunner(TimerLeases leases, TimeProvider time, ILogger<TimerRunner> logger)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    /// <summary>Runs a timer's work, or does nothing while another instance does. What the work throws is thrown on.</summary>
    /// <returns>Whether the work was done to its end.</returns>
    public async Task<bool> RunAsync(ITimerWork work, CancellationToken cancellationToken)
    {
        using var activity = WorkTrace.Start(work.Name, ActivityKind.Internal);
        using var limit = new CancellationTokenSource(work.LongestRun, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var run = Guid.CreateVersion7().ToString();
        string? lease = null;
        try
        {
            await TryAsync(
                work,
                async token =>
                {
                    lease ??= await leases.TakeAsync(work.Name, run, work.LongestRun, token);
                    if (lease is not null)
                        await work.RunAsync(token);
                },
                either.Token);
            if (lease is null)
                LogElsewhere(logger, work.Name);
            return lease is not null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            LogTooLong(logger, work.Name, work.LongestRun);
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            LogFailed(logger, work.Name, exception);
            throw;
        }
        finally
        {
            if (lease is not null)
                await ReleaseAsync(work.Name, lease);
        }
    }

    private async Task TryAsync(ITimerWork work, Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            try
            {
                await attempt(cancellationToken);
                return;
            }
            catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                LogAgain(logger, work.Name, wait, exception.Message);
                await Task.Delay(wait, time, cancellationToken);
            }
        }

        await attempt(cancellationToken);
    }

    private static bool IsPassing(Exception exception) => exception switch
    {
        StateStoreException failure => failure.IsTransient,
        AggregateException several => several.InnerExceptions.All(IsPassing),
        _ => false,
    };

    // A lease that cannot be given back ends by itself; the run's own outcome is what counts.
    private async Task ReleaseAsync(string name, string lease)
    {
        try
        {
            await leases.ReleaseAsync(name, lease, CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            LogNotReleased(logger, exception, name);
        }
    }

    [LoggerMessage(35, LogLevel.Warning, "The lease of {Work} could not be given back; it ends by itself.")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, string work);

    [LoggerMessage(360, LogLevel.Warning, "{Work} met a store that was away and is tried again in {Wait}: {Reason}")]
    private static partial void LogAgain(ILogger logger, string work, TimeSpan wait, string reason);

    [LoggerMessage(21, LogLevel.Debug, "{Work} is being done by another instance.")]
    private static partial void LogElsewhere(ILogger logger, string work);

    [LoggerMessage(22, LogLevel.Warning, "{Work} was stopped after {Limit}; it goes on the next time.")]
    private static partial void LogTooLong(ILogger logger, string work, TimeSpan limit);

    [LoggerMessage(23, LogLevel.Error, "{Work} failed.")]
    private static partial void LogFailed(ILogger logger, string work, Exception exception);
}
