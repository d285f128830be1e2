using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.HappyHabitat;

/// <summary>A simulator on a free port, a clock that stands still, and a plain HTTP client.</summary>
public abstract class HappyHabitatTest : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    protected FakeClock Clock { get; } = new();

    protected HappyHabitatSimulator Simulator { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected virtual HappyHabitatAssumptions Assumptions => new();

    /// <summary>A resident whom nobody visits.</summary>
    protected Resident SomeResident => Simulator.Data.Residents.List()[^1];

    public async Task InitializeAsync()
    {
        Simulator = await HappyHabitatSimulator.StartAsync(
            new HappyHabitatSimulatorOptions { Host = new SimulatorOptions { Clock = Clock }, Assumptions = Assumptions });
        Client = new HttpClient(Handler, disposeHandler: false) { BaseAddress = Simulator.Host.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected async Task LogInAsync(string username = "gatehouse", string password = "demo-password")
    {
        var (_, body) = await SendAsync(HttpMethod.Post, "auth/login", new { username, password });
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)body!["token"]!);
    }

    protected object Visit(string arrivalDate = "2026-06-16T09:00:00Z") => new
    {
        residentId = SomeResident.Id,
        visitorName = "Ada Lovelace",
        totalPeople = 2,
        vehicleColor = "Red",
        licensePlate = "AL-1815",
        subject = "Tea & cake",
        arrivalDate,
    };

    protected Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
