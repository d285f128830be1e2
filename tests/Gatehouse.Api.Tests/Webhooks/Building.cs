using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>A hub, a simulated Spintly, and the facility <c>harbour</c> that connects them. Queues are worked when a test says so.</summary>
internal sealed class Building : IAsyncDisposable
{
    public const string Key = "a-key-that-spintly-knows";
    private const int Door = 0;

    private Building(Hub hub, SpintlySimulator simulator)
    {
        Hub = hub;
        Simulator = simulator;
    }

    public Hub Hub { get; }

    public SpintlySimulator Simulator { get; }

    public CountedStores Stores => Hub.Services.GetRequiredService<CountedStores>();

    public SpintlyOrganisation Organisation => Simulator.Organisation(641);

    public Uri Intake => new(Hub.Address, "/api/v1/webhooks/harbour");

    public int DoorId => Organisation.AccessPoints.List()[Door].Id;

    public static async Task<Building> StartAsync(Action<ApiOptions>? configure = null)
    {
        var hub = await Hub.StartAsync(configure, services =>
        {
            services.AddSingleton<SqliteStateStore>().AddSingleton<SqliteWorkQueue>();
            services.AddSingleton(provider => new CountedStores(
                provider.GetRequiredService<SqliteStateStore>(), provider.GetRequiredService<SqliteWorkQueue>()));
            services.AddSingleton<IStateStore>(provider => provider.GetRequiredService<CountedStores>());
            services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<CountedStores>());
            services.AddSingleton(QueueSettings.Parse(File.ReadAllBytes(Path.Combine(Testing.Repository.Root, "host.json"))));
        });
        var simulator = await SpintlySimulator.StartAsync(new SpintlySimulatorOptions { Host = new SimulatorOptions { Clock = hub.Clock } });
        var building = new Building(hub, simulator);
        await building.AddAsync("harbour");
        await building.SetSecretAsync("webhook-secret", Key);
        return building;
    }

    /// <summary>Adds a facility that the simulator's organisation runs.</summary>
    public async Task AddAsync(string facility)
    {
        var body = new
        {
            name = "Harbour",
            system = "spintly",
            timeZone = "Asia/Kolkata",
            settings = new { organisationId = "641", clientId = "demo-client", baseUrl = Simulator.Host.BaseAddress, tokenUrl = Simulator.TokenAddress },
        };
        await PutAsync(body, facility);
        await SetSecretAsync("client-secret", "demo-client-secret", facility);
    }

    /// <summary>Changes the facility.</summary>
    public async Task PutAsync(object body, string facility = "harbour")
    {
        using var put = await Hub.Admin.SendJsonAsync(HttpMethod.Put, $"facilities/{facility}", JsonSerializer.Serialize(body));
        ((int)put.StatusCode).ShouldBeInRange(200, 201, await put.Content.ReadAsStringAsync());
    }

    public async Task SetSecretAsync(string name, string value, string facility = "harbour")
    {
        using var put = await Hub.Admin.SendJsonAsync(HttpMethod.Put, $"facilities/{facility}/secrets/{name}", JsonSerializer.Serialize(new { value }));
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent, await put.Content.ReadAsStringAsync());
    }

    /// <summary>Posts a webhook with headers.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(
        byte[] body, IEnumerable<(string Name, string Value)> headers, string address = "webhooks/harbour")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Hub.Anonymous.SendAsync(request);
        return (answer.StatusCode, await answer.JsonAsync());
    }

    /// <summary>Posts a webhook as Spintly does, with the facility's key.</summary>
    public async Task<(HttpStatusCode Status, string Id)> PostAsync(string body)
    {
        var (status, answer) = await PostAsync(Encoding.UTF8.GetBytes(body), [("x-api-key", Key)]);
        return (status, answer.Text("id"));
    }

    /// <summary>Lets the simulator post that somebody went through a door. Returns the hub's status.</summary>
    public Task<int> SwipeAsync(AccessSwipe swipe) => SpintlySimulator.PostAccessEventAsync(Organisation, Intake, Key, swipe);

    /// <summary>Works all queues until they are empty, and returns how many messages failed.</summary>
    public async Task<int> DrainAsync()
    {
        var queue = Hub.Services.GetRequiredService<IWorkQueue>();
        var works = Hub.Services.GetServices<IQueueWork>().ToList();
        var (found, failed) = (true, 0);
        while (found)
        {
            found = false;
            foreach (var work in works)
            {
                foreach (var message in await queue.ReceiveAsync(work.Queue, 32, TimeSpan.FromMinutes(11), 5, CancellationToken.None))
                {
                    found = true;
                    try
                    {
                        await work.HandleAsync(new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None);
                        await queue.CompleteAsync(message, CancellationToken.None);
                    }
                    catch (Exception exception) when (exception is not ShouldAssertException)
                    {
                        failed++;
                        await queue.AbandonAsync(message, TimeSpan.Zero, CancellationToken.None);
                    }
                }
            }
        }

        return failed;
    }

    /// <summary>All events of a type, in the order of the log.</summary>
    public async Task<IReadOnlyList<HubEvent>> EventsAsync(string type) =>
        [.. (await Hub.Services.GetRequiredService<EventStore>().ReadAsync(Hub.Clock.GetUtcNow())).Where(hubEvent => hubEvent.Type == type)];

    public async Task<JsonElement> WebhookAsync(string id) => (await Hub.Admin.GetJsonAsync($"facilities/harbour/webhooks/{id}")).GetProperty("webhook");

    public async Task<IReadOnlyList<JsonElement>> PassagesAsync() =>
        [.. (await Hub.Admin.GetJsonAsync("access-events?facility=harbour")).GetProperty("value").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
