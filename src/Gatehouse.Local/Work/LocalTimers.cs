using Gatehouse.Work;
using Quartz;

namespace Gatehouse.Local.Work;

/// <summary>
/// Fires all timers by their schedules, in UTC, as the Functions host does: one that fires rarely and missed its time while the host was
/// off fires once soon after the start.
/// </summary>
internal sealed partial class LocalTimers(
    IEnumerable<ITimerWork> works, TimerRunner runner, TimerMarks marks, TimeProvider time, ILogger<LocalTimers> logger) : BackgroundService
{
    private static readonly TimeSpan Rare = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(works.Select(work => FireAsync(work, stoppingToken)));

    private async Task FireAsync(ITimerWork work, CancellationToken stopping)
    {
        var schedule = new CronExpression(work.Schedule, TimeZoneInfo.Utc);
        var after = time.GetUtcNow();
        var isRare = schedule.GetNextValidTimeAfter(after) is { } first && schedule.GetNextValidTimeAfter(first) - first > Rare;
        if (isRare)
        {
            await Task.Delay(AfterStart, time, stopping);
            after = await LastAsync(work, after, stopping);
        }

        while (schedule.GetNextValidTimeAfter(after) is { } next)
        {
            var now = time.GetUtcNow();
            if (next > now)
                await Task.Delay(next - now, time, stopping);
            var isDone = false;
            await TryAsync(work, async () => isDone = await runner.RunAsync(work, stopping), stopping);

            // A delay that ended a moment early must not fire the same time twice; times that were missed meanwhile are not made up for.
            now = time.GetUtcNow();
            after = now > next ? now : next;
            if (isRare && isDone)
                await TryAsync(work, () => marks.WriteAsync(work.Name, after, stopping), stopping);
        }
    }

    private async Task<DateTimeOffset> LastAsync(ITimerWork work, DateTimeOffset now, CancellationToken stopping)
    {
        var last = now;
        await TryAsync(
            work,
            async () =>
            {
                if (await marks.FindAsync(work.Name, stopping) is { } known)
                    last = known < now ? known : now;
                else
                    await marks.WriteAsync(work.Name, now, stopping);
            },
            stopping);
        return last;
    }

    private async Task TryAsync(ITimerWork work, Func<Task> attempt, CancellationToken stopping)
    {
        try
        {
            await attempt();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogFailed(logger, work.Name, exception.Message);
        }
    }

    [LoggerMessage(82, LogLevel.Warning, "{Work} runs again at its next time: {Reason}")]
    private static partial void LogFailed(ILogger logger, string work, string reason);
}
