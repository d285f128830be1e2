using System.Net;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>On the embedded store no other host can be at work: the next one need not wait for the leases, of lanes and timers, of one that was killed.</summary>
public sealed class TakeOverTests() : ProcessTest(new EmbeddedStorage())
{
    [Fact]
    public async Task After_a_kill_the_next_process_goes_on_with_a_lane_at_once()
    {
        var ids = new List<string>();
        await using (var process = await StartAsync())
        {
            using var caller = await InstallAsync(process.Address);
            (await caller.PutAsync("facilities/site", new { resilience = new { concurrentCalls = 2 } })).Is(HttpStatusCode.OK);
            Vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });
            for (var number = 0; number < Creates; number++)
                ids.Add(await GrantAsync(caller, number));
            await AtVendorAsync(1);
            process.Signal("KILL");
            await process.ExitAsync();
        }

        // Neither a sweep nor a lease that lapses helps it.
        Vendor.Host.Faults.Clear();
        var clock = new ShiftedClock();
        await using var host = await LocalHost.StartAsync(Options(clock, timers: false), CancellationToken.None);
        using var again = new Caller(host.Address, host.AdminKey);
        await ActiveAsync(again, ids, Creates - 1);
        VisitsOf(NameOf(0)).ShouldBe(0);

        // What was at the vendor is looked for when nothing of the call can come any more.
        for (var i = 0; i < 3; i++)
        {
            clock.Skip(TimeSpan.FromMinutes(5));
            await host.Services.GetRequiredService<SweepWork>().RunAsync(CancellationToken.None);
        }

        await ActiveAsync(again, ids, Creates);
        Enumerable.Range(0, Creates).ShouldAllBe(number => VisitsOf(NameOf(number)) == 1);
    }

    [Fact]
    public async Task A_timer_that_was_running_runs_again_in_the_next_process()
    {
        var clock = new ShiftedClock();
        await using (var host = await LocalHost.StartAsync(Options(clock, timers: false), CancellationToken.None))
            (await TakeAsync(host, "dead")).ShouldNotBeNull();

        await using var next = await LocalHost.StartAsync(Options(clock, timers: false), CancellationToken.None);

        (await TakeAsync(next, "alive")).ShouldNotBeNull();
        (await TakeAsync(next, "late")).ShouldBeNull();
    }

    private static Task<string?> TakeAsync(LocalHost host, string run) =>
        host.Services.GetRequiredService<TimerLeases>().TakeAsync("PruneState", run, TimeSpan.FromMinutes(9), CancellationToken.None);

    private static async Task<string> GrantAsync(Caller caller, int number)
    {
        var now = DateTimeOffset.UtcNow;
        var draft = new { subject = new { name = NameOf(number) }, window = new { from = now.AddHours(1), to = now.AddDays(1) }, targets = new[] { new { facility = "site" } } };
        return (await caller.PostAsync("grants", draft)).Is(HttpStatusCode.Accepted).Id();
    }

    private static Task ActiveAsync(Caller caller, IReadOnlyList<string> grants, int count) => Wait.UntilAsync(async () =>
    {
        var active = 0;
        foreach (var grant in grants)
            active += (await caller.GetAsync($"grants/{grant}")).Is(HttpStatusCode.OK).Text("state") == "active" ? 1 : 0;
        return active >= count;
    });
}
