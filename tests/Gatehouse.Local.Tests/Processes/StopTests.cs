using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Api;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>How the local host ends, by request and without being asked. The vendor outlives it.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const int Creates = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-process-").FullName;
    private CavVisitSimulator _vendor = null!;

    public async Task InitializeAsync() => _vendor = await CavVisitSimulator.StartAsync();

    public async Task DisposeAsync()
    {
        await _vendor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_answers_what_is_in_flight_and_ends_cleanly(string signal)
    {
        await using var process = await StartAsync();
        using var caller = await InstallAsync(process.Address);
        _vendor.Host.Faults.Add(new Fault(FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Milliseconds = 3000 });

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
        _vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });

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
            _vendor.Host.Faults.Add(new Fault(FaultKind.Latency) { Path = "/api/Visits/CreateVisit", Next = Creates / 2, Milliseconds = 500 });
            _vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });
            var sent = Enumerable.Range(0, Creates).Select(number => CreateAsync(caller, number)).ToList();
            await AtVendorAsync(Creates / 2);
            process.Signal("KILL");
            await process.ExitAsync();
            foreach (var create in sent)
                await Should.ThrowAsync<HttpRequestException>(create);
        }

        await MadeAsync(Creates / 2);
        _vendor.Host.Faults.Clear();
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

    [Fact]
    public async Task After_a_kill_the_next_process_goes_on_with_a_lane_at_once()
    {
        var ids = new List<string>();
        await using (var process = await StartAsync())
        {
            using var caller = await InstallAsync(process.Address);
            (await caller.PutAsync("facilities/site", new { resilience = new { concurrentCalls = 2 } })).Is(HttpStatusCode.OK);
            _vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit" });
            for (var number = 0; number < Creates; number++)
                ids.Add(await GrantAsync(caller, number));
            await AtVendorAsync(1);
            process.Signal("KILL");
            await process.ExitAsync();
        }

        // Neither a sweep nor a lease that lapses helps it.
        _vendor.Host.Faults.Clear();
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

    private LocalOptions Options(TimeProvider clock, bool timers) => new()
    {
        DataFolder = _folder,
        Urls = "http://127.0.0.1:0",
        Demo = false,
        Timers = timers,
        Configure = builder =>
        {
            builder.Services.AddSingleton(clock);
            builder.Services.Configure<ApiOptions>(options => options.RequestsPerSecond = 100_000);
            builder.Services.Configure<Outgoing.OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"]);
        },
    };

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

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Killed {number}");

    private static Task<Answer> CreateAsync(Caller caller, int number)
    {
        var draft = Installation.Draft(NameOf(number));
        draft["key"] = $"kill-{number}";
        return caller.PostAsync("facilities/site/visits", draft, once: $"once-{number}");
    }

    private int VisitsOf(string visitor) => _vendor.Customer(1).Visits.List(visit => visit.VisitorName == visitor).Count;

    private Task<LocalProcess> StartAsync() => LocalProcess.StartAsync("--data", _folder, "--no-demo", "--urls", "http://127.0.0.1:0");

    private async Task<Caller> InstallAsync(Uri address)
    {
        var caller = new Caller(address, await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key")));
        var settings = new JsonObject { ["customerId"] = 1, ["baseUrl"] = _vendor.Host.BaseAddress.ToString() };
        (await caller.PutAsync("facilities/site", new { name = "Site", system = "cavvisit", timeZone = "Europe/Stockholm", settings })).Is(HttpStatusCode.Created);
        (await caller.PutAsync("facilities/site/secrets/customer-key", new { value = _vendor.Customer(1).Key })).Is(HttpStatusCode.NoContent);
        return caller;
    }

    /// <summary>Waits until the last fault, and only it, holds so many calls.</summary>
    private Task AtVendorAsync(int calls) => Wait.UntilAsync(() => _vendor.Host.Faults.Active is [var last] && last.Applied >= calls);

    private Task MadeAsync(int visits) => Wait.UntilAsync(() => Enumerable.Range(0, Creates).Sum(number => VisitsOf(NameOf(number))) >= visits);
}
