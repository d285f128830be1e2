using System.Net;
using System.Text.Json;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Api.Tests.Visits;

/// <summary>A hub, a simulated CavVisit, and the facility <c>hq</c> that connects them.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Key = "customer-key-of-hq";

    private Installation(Hub hub, CavVisitSimulator simulator)
    {
        Hub = hub;
        Simulator = simulator;
    }

    public Hub Hub { get; }

    public CavVisitSimulator Simulator { get; }

    public HttpClient Admin => Hub.Admin;

    public static async Task<Installation> StartAsync()
    {
        var hub = await Hub.StartAsync();
        var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = hub.Clock },
            Customers = [new CustomerSettings(7, Key, "Head quarters")],
        });
        var installation = new Installation(hub, simulator);
        await installation.PutFacilityAsync("hq");
        return installation;
    }

    public async Task PutFacilityAsync(string id, string? baseUrl = null)
    {
        var body = JsonSerializer.Serialize(new
        {
            name = "Head quarters",
            system = "cavvisit",
            timeZone = "Europe/Stockholm",
            settings = new { customerId = 7, baseUrl = baseUrl ?? Simulator.Host.BaseAddress.ToString(), apiVersion = "1.2" },
        });
        using var put = await Admin.SendJsonAsync(HttpMethod.Put, $"facilities/{id}", body);
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        put.Headers.Location!.ToString().ShouldBe($"/api/v1/facilities/{id}");
        using var secret = await Admin.SendJsonAsync(HttpMethod.Put, $"facilities/{id}/secrets/customer-key", $$"""{"value":"{{Key}}"}""");
        secret.StatusCode.ShouldBe(HttpStatusCode.NoContent, await secret.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
