using Gatehouse.Work;
using Quartz;

namespace Gatehouse.Local.Work;

/// <summary>Fires all timers by their schedules, in UTC, as the Functions host does.</summary>
internal sealed partial class LocalTimers(IEnumerable<ITimerWork> works, TimerRunner runner, TimeProvider time, ILogger<LocalTimers> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(works.Select(work => FireAsync(work, stoppingToken)));

    private async Task FireAsync(ITimerWork work, CancellationToken stopping)
    {
        var schedule = new CronExpression(work.Schedule, TimeZoneInfo.Utc);
        var after = time.GetUtcNow();
        while (schedule.GetNextValidTimeAfter(after) is { } next)
        {
            var now = time.GetUtcNow();
            if (next > now)
                await Task.Delay(next - now, time, stopping);
            await RunAsync(work, stopping);

            // A delay that ended a moment early must not fire the same time twice; times that were missed are not made up for.
            now = time.GetUtcNow();
            after = now > next ? now : next;
        }
    }

    private async Task RunAsync(ITimerWork work, CancellationToken stopping)
    {
        try
        {
            await runner.RunAsync(work, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogFailed(logger, work.Name, exception.Message);
        }
    }

    [LoggerMessage(82, LogLevel.Warning, "{Work} runs again at its next time: {Reason}")]
    private static partial void LogFailed(ILogger logger, string work, string reason);
}
