using System.Net;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Vendors;

/// <summary>A vendor that says nothing for a minute, on a clock of the test's own and with the limits as they are.</summary>
public sealed class SilentVendorTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-local-").FullName;
    private readonly FakeClock _clock = new();
    private LocalHost _host = null!;
    private Caller _admin = null!;

    private SimulatorHost Vendor => _host.Demo!.CavVisit.Host;

    public async Task InitializeAsync()
    {
        _host = await LocalHost.StartAsync(
            new LocalOptions
            {
                DataFolder = _folder,
                Urls = "http://127.0.0.1:0",
                Configure = builder => builder.Services.AddSingleton<TimeProvider>(_clock),
            },
            CancellationToken.None);
        _admin = new Caller(_host.Address, _host.AdminKey);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_read_ends_within_the_callers_thirty_seconds()
    {
        Vendor.Faults.Add(new Fault(FaultKind.Hang) { Milliseconds = 60_000 });
        var began = _clock.GetUtcNow();

        var answer = await PassAsync(_admin.GetAsync("facilities/demo-hq/visits"));

        answer.IsProblem(HttpStatusCode.GatewayTimeout, "vendor_timeout");
        (_clock.GetUtcNow() - began).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
        Vendor.Requests.List().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_create_whose_first_call_goes_nowhere_makes_one_visit()
    {
        Vendor.Faults.Add(new Fault(FaultKind.Hang) { Path = "/api/Visits/CreateVisit", Next = 1, Milliseconds = 60_000 });
        var draft = Installation.Draft("Silent Create");

        (await PassAsync(_admin.PostAsync("facilities/demo-hq/visits", draft, "silent"))).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        _clock.Advance(TimeSpan.FromMinutes(2));
        (await _admin.PostAsync("facilities/demo-hq/visits", draft, "silent")).Is(HttpStatusCode.Created);

        _host.Demo!.CavVisit.Customer(1).Visits.List(visit => visit.VisitorName == "Silent Create").Count.ShouldBe(1);
    }

    /// <summary>Lets time pass while the vendor is silent, until an answer is there.</summary>
    private async Task<Answer> PassAsync(Task<Answer> answer)
    {
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, Task.Delay(10));
            if (Vendor.Requests.List() is [.., { Fault: FaultKind.Hang }])
                _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await answer;
    }
}
