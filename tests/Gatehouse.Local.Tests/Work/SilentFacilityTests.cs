using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Sync;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Work;

/// <summary>Vendors that never answer beside one that does, over the queue and its pump.</summary>
public abstract class SilentFacilityTests<THub>(THub hub) : IClassFixture<THub>, IAsyncLifetime
    where THub : HubFixture
{
    // More than messages are in work at once.
    private const int Many = 30;

    private readonly List<string> _facilities = [];
    private AktionNextSimulator _live = null!;
    private AktionNextSimulator _silent = null!;

    public async Task InitializeAsync()
    {
        _live = await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions { Host = new SimulatorOptions { Clock = hub.Clock } });
        _silent = await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions { Host = new SimulatorOptions { Clock = hub.Clock } });
        _silent.Host.Faults.Add(new Fault(FaultKind.Hang));
    }

    public async Task DisposeAsync()
    {
        await _silent.DisposeAsync();
        foreach (var facility in _facilities)
            await hub.Admin.DeleteAsync($"facilities/{facility}");
        await _live.DisposeAsync();
    }

    [Theory]
    [InlineData(SyncKind.People)]
    [InlineData(SyncKind.Visits)]
    [InlineData(SyncKind.AccessEvents)]
    public async Task A_vendor_that_hangs_does_not_delay_the_others(SyncKind kind)
    {
        var silent = await InstallAsync($"a-silent-{kind.ToString().ToLowerInvariant()}", _silent, attemptSeconds: 60);
        var live = await InstallAsync($"live-{kind.ToString().ToLowerInvariant()}", _live);

        await hub.Host.Services.GetRequiredService<SyncRound>().RunAsync(kind, CancellationToken.None);
        var asked = await _silent.Host.Requests.WaitAsync(request => request.Fault == FaultKind.Hang);
        var run = await EndedAsync(live, 1);

        asked.Path.ShouldEndWith("login");
        run.Outcome.ShouldBe(SyncOutcome.Succeeded);
        run.Created.ShouldBeGreaterThan(0);
        (await RunsAsync(silent)).ShouldHaveSingleItem().Outcome.ShouldBe(SyncOutcome.Running);
    }

    [Fact]
    public async Task Vendors_that_did_not_answer_are_left_alone_and_asked_again_later()
    {
        var silent = new List<string>();
        for (var number = 0; number < Many; number++)
            silent.Add(await InstallAsync($"a-silent-{number:D2}", _silent, attemptSeconds: 0.5));
        var live = await InstallAsync("live", _live);
        var round = hub.Host.Services.GetRequiredService<SyncRound>();

        await round.RunAsync(SyncKind.People, CancellationToken.None);
        foreach (var facility in silent)
            (await EndedAsync(facility, 1)).Outcome.ShouldBe(SyncOutcome.Failed);
        (await EndedAsync(live, 1)).Outcome.ShouldBe(SyncOutcome.Succeeded);
        var calls = _silent.Host.Requests.List().Count;
        calls.ShouldBeGreaterThanOrEqualTo(Many);

        // The daily comparison is not left out; without grants it asks for nothing, and so says nothing of the vendor.
        await round.RunAsync(SyncKind.Grants, CancellationToken.None);
        await EmptyAsync();
        (await RunsAsync(silent[0])).ShouldContain(run => run.Kind == SyncKind.Grants && run.Outcome == SyncOutcome.Succeeded);

        // Not one of the workers is taken by them, by whatever is to be synchronized.
        foreach (var kind in new[] { SyncKind.People, SyncKind.Visits, SyncKind.AccessEvents })
            await round.RunAsync(kind, CancellationToken.None);
        await EmptyAsync();
        (await EndedAsync(live, 2)).Outcome.ShouldBe(SyncOutcome.Succeeded);
        _silent.Host.Requests.List().Count.ShouldBe(calls);

        // A caller who asks is heard, and the vendor is asked.
        await hub.Host.Services.GetRequiredService<SyncService>().StartAsync(silent[0], SyncKind.People, dryRun: false, CancellationToken.None);
        (await EndedAsync(silent[0], 2)).Outcome.ShouldBe(SyncOutcome.Failed);

        _silent.Host.Faults.Clear();
        hub.Clock.Skip(TimeSpan.FromMinutes(3));
        await round.RunAsync(SyncKind.People, CancellationToken.None);
        foreach (var facility in silent)
            (await EndedAsync(facility, facility == silent[0] ? 3 : 2)).Outcome.ShouldBe(SyncOutcome.Succeeded);
        await round.RunAsync(SyncKind.People, CancellationToken.None);
        (await EndedAsync(silent[^1], 3)).Outcome.ShouldBe(SyncOutcome.Succeeded);
    }

    private async Task<string> InstallAsync(string id, AktionNextSimulator vendor, double attemptSeconds = 10)
    {
        var facility = new JsonObject
        {
            ["name"] = id,
            ["system"] = "aktion-next",
            ["timeZone"] = "Europe/Prague",
            ["settings"] = new JsonObject { ["userLogin"] = "gatehouse", ["baseUrl"] = vendor.Host.BaseAddress.ToString() },
            ["resilience"] = new JsonObject { ["attemptTimeoutSeconds"] = attemptSeconds, ["retries"] = 0 },
        };
        (await hub.Admin.PutAsync($"facilities/{id}", facility)).Is(HttpStatusCode.Created);
        _facilities.Add(id);
        (await hub.Admin.PutAsync($"facilities/{id}/secrets/api-key", new { value = "demo-aktion-key" })).Is(HttpStatusCode.NoContent);
        return id;
    }

    private async Task<IReadOnlyList<SyncRun>> RunsAsync(string facility) => await hub.Host.Services.GetRequiredService<SyncRunStore>()
        .ListAsync(facility, CancellationToken.None).Select(run => run.Value).ToListAsync();

    /// <summary>The latest of so many runs that have ended.</summary>
    private Task<SyncRun> EndedAsync(string facility, int count) => Wait.ForAsync(async () =>
    {
        var ended = (await RunsAsync(facility)).Where(run => run.Kind == SyncKind.People || count == 1).Where(run => run.Outcome != SyncOutcome.Running).ToList();
        return ended.Count >= count ? ended[0] : null;
    });

    private Task EmptyAsync() => Wait.UntilAsync(async () =>
        await hub.Host.Services.GetRequiredService<IWorkQueue>().ApproximateLengthAsync(WorkQueues.FacilitySync, CancellationToken.None) == 0);
}
