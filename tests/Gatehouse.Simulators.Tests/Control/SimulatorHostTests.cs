using System.Net;
using System.Net.Sockets;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Tests.Control;

public sealed class SimulatorHostTests
{
    [Fact]
    public async Task Addresses_name_the_port_that_was_taken()
    {
        await using var simulator = await CavVisitSimulator.StartAsync();

        var port = simulator.Host.BaseAddress.Port;
        simulator.Host.BaseAddress.ShouldBe(new Uri($"http://127.0.0.1:{port}/api/"));
        simulator.Host.ControlAddress.ShouldBe(new Uri($"http://127.0.0.1:{port}/_sim/"));
    }

    [Fact]
    public async Task Two_simulators_are_independent()
    {
        await using var one = await CavVisitSimulator.StartAsync();
        await using var two = await CavVisitSimulator.StartAsync();

        one.Customer(1).AddVisit(new Visit { VisitorName = "A" });

        one.Host.BaseAddress.ShouldNotBe(two.Host.BaseAddress);
        two.Customer(1).Visits.List(visit => visit.VisitorName == "A").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disposed_simulator_frees_its_port_and_can_be_disposed_again()
    {
        var first = await CavVisitSimulator.StartAsync();
        var port = first.Host.BaseAddress.Port;
        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await StartAtAsync(port);

        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(second.Host.ControlAddress, "dump"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_taken_port_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        await Should.ThrowAsync<IOException>(() => StartAtAsync(((IPEndPoint)taken.LocalEndpoint).Port));
    }

    [Fact]
    public async Task An_unknown_time_zone_is_refused() =>
        await Should.ThrowAsync<TimeZoneNotFoundException>(() => CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Customers = [new CustomerSettings(1, "key", "Nowhere", "Europe/Nowhere")],
        }));

    private static Task<CavVisitSimulator> StartAtAsync(int port) =>
        CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = new SimulatorOptions { Port = port } });
}
