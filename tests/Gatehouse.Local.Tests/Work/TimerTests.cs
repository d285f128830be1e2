using Gatehouse.Sync;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Work;

public sealed class TimerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-local-").FullName;
    private readonly FakeClock _clock = new();
    private LocalHost _host = null!;

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task At_each_full_hour_every_facility_is_synchronized()
    {
        var runs = await RunsAsync(2);
        runs.ShouldAllBe(run => run.Outcome == SyncOutcome.Succeeded && run.Seen > 0);
        runs.Select(run => run.StartedAt.Hour).ShouldBeUnique();
    }

    [Fact]
    public async Task A_time_that_was_missed_while_the_host_was_off_is_made_up_for_once()
    {
        await RunsAsync(1);
        await _host.DisposeAsync();
        _clock.Advance(TimeSpan.FromMinutes(150));
        var startedAt = _clock.GetUtcNow();
        _host = await StartAsync();

        var runs = await RunsAsync(2);

        var (last, first) = (runs[0].StartedAt, runs[^1].StartedAt);
        (runs.Count, first.Hour).ShouldBe((2, 9));
        last.ShouldBeInRange(startedAt, startedAt.AddMinutes(20), "before the next full hour, at half past eleven or so");
        startedAt.AddMinutes(20).Hour.ShouldBe(startedAt.Hour);
    }

    private Task<LocalHost> StartAsync() => LocalHost.StartAsync(
        new LocalOptions { DataFolder = _folder, Urls = "http://127.0.0.1:0", Configure = builder => builder.Services.AddSingleton<TimeProvider>(_clock) },
        CancellationToken.None);

    /// <summary>Lets time pass until so many runs are over, the latest first.</summary>
    private async Task<List<SyncRun>> RunsAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var runs = new List<SyncRun>();
            await foreach (var run in _host.Services.GetRequiredService<SyncRunStore>().ListAsync("demo-hq", limit.Token))
            {
                if (run.Value.Kind == SyncKind.People)
                    runs.Add(run.Value);
            }

            if (runs.Count(run => run.Outcome != SyncOutcome.Running) >= count)
                return runs;

            // Work takes real time, and the calls in it have limits by this clock: while there is some, time hardly passes.
            var works = await _host.Services.GetRequiredService<IWorkQueue>().ApproximateLengthAsync(WorkQueues.FacilitySync, limit.Token) > 0;
            _clock.Advance(works ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromMinutes(1));
            await Task.Delay(works ? 10 : 2, limit.Token);
        }
    }
}
