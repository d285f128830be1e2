using System.Net;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>How the local host ends, by request and without being asked.</summary>
public abstract class StopTests<TStorage>() : ProcessTest(new TStorage())
    where TStorage : EmbeddedStorage, new()
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_answers_what_is_in_flight_and_ends_cleanly(string signal)
    {
        await using var process = await StartAsync();
        using var caller = await InstallAsync(process.Address);
        Vendor.Host.Faults.Add(new Fault(FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Milliseconds = 3000 });

        var slow = caller.PostAsync("facilities/site/visits", Installation.Draft("Slow One"));
        await AtVendorAsync(1);
        process.Signal(signal);

        (await slow).Is(HttpStatusCode.Created).Text("visitor/name").ShouldBe("Slow One");
        (await process.ExitAsync()).ShouldBe(0, process.Errors);
        process.Errors.ShouldBeEmpty();
        VisitsOf("Slow One").ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_the_stop_time_does_not_hold_it()
    {
        await using var process = await StartAsync();
        using var caller = await InstallAsync(process.Address);
        Vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });

        var slow = caller.PostAsync("facilities/site/visits", Installation.Draft("Too Slow"));
        await AtVendorAsync(1);
        process.Signal("TERM");

        await Should.ThrowAsync<HttpRequestException>(slow);
        (await process.ExitAsync()).ShouldBe(0, process.Errors);
    }

    [Fact]
    public async Task After_a_kill_amid_creates_the_same_requests_make_each_visit_once()
    {
        var key = "";
        await using (var process = await StartAsync())
        {
            using var caller = await InstallAsync(process.Address);
            key = caller.Key!;
            Vendor.Host.Faults.Add(new Fault(FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Next = Creates / 2, Milliseconds = 500 });
            Vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });
            var sent = Enumerable.Range(0, Creates).Select(number => CreateAsync(caller, number)).ToList();
            await AtVendorAsync(Creates / 2);
            process.Signal("KILL");
            await process.ExitAsync();
            foreach (var create in sent)
                await Should.ThrowAsync<HttpRequestException>(create);
        }

        await MadeAsync(Creates / 2);
        Vendor.Host.Faults.Clear();
        var clock = new ShiftedClock();
        await using var host = await LocalHost.StartAsync(Options(clock, timers: true), CancellationToken.None);
        host.AdminKey.ShouldBe(key);
        using var again = new Caller(host.Address, key);
        (await CreateAsync(again, 0)).IsProblem(HttpStatusCode.Conflict, "request_in_flight");

        // Past the leases of the dead process and the settle time.
        clock.Skip(TimeSpan.FromMinutes(10));
        for (var number = 0; number < Creates; number++)
        {
            var visit = (await CreateAsync(again, number)).Is(HttpStatusCode.Created);
            (await again.GetAsync($"facilities/site/visits/key:kill-{number}")).Is(HttpStatusCode.OK).Id().ShouldBe(visit.Id());
        }

        Enumerable.Range(0, Creates).ShouldAllBe(number => VisitsOf(NameOf(number)) == 1);
    }

    private static Task<Answer> CreateAsync(Caller caller, int number)
    {
        var draft = Installation.Draft(NameOf(number));
        draft["key"] = $"kill-{number}";
        return caller.PostAsync("facilities/site/visits", draft, once: $"once-{number}");
    }

    private Task MadeAsync(int visits) => Wait.UntilAsync(() => Enumerable.Range(0, Creates).Sum(number => VisitsOf(NameOf(number))) >= visits);
}
