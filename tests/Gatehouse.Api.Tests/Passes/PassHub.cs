using System.Net;
using System.Text.Json;
using Gatehouse.Grants;
using Gatehouse.Lanes;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Passes;

/// <summary>A hub with a facility <c>harbour</c> on a simulated Spintly and <c>hq</c> on a simulated CavVisit.</summary>
internal sealed class PassHub : IAsyncDisposable
{
    private const string Key = "customer-key-of-hq";
    private const string Secret = "client-secret-of-harbour";

    private PassHub(Hub hub, SpintlySimulator spintly, CavVisitSimulator cavVisit)
    {
        Hub = hub;
        Spintly = spintly;
        CavVisit = cavVisit;
    }

    public Hub Hub { get; }

    public SpintlySimulator Spintly { get; }

    public CavVisitSimulator CavVisit { get; }

    public HttpClient Admin => Hub.Admin;

    public SpintlyOrganisation Organisation => Spintly.Organisation(641);

    public int Door => Organisation.AccessPoints.List()[0].Id;

    /// <summary>How often Spintly was asked for new QR data.</summary>
    public int Renewals => Spintly.Host.Requests.List().Count(call => call.Path.EndsWith("/regenerateQr", StringComparison.Ordinal));

    public static async Task<PassHub> StartAsync(Action<ApiOptions>? configure = null)
    {
        var hub = await Hub.StartAsync(configure);
        var installation = new PassHub(
            hub,
            await SpintlySimulator.StartAsync(new SpintlySimulatorOptions
            {
                Host = new SimulatorOptions { Clock = hub.Clock },
                Organisations = [new(641, "client", Secret, "Harbour")],
            }),
            await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
            {
                Host = new SimulatorOptions { Clock = hub.Clock },
                Customers = [new CustomerSettings(7, Key, "Head quarters")],
            }));
        await installation.PutAsync("harbour", "Harbour <House> & Sons", "spintly", "Asia/Kolkata", "client-secret", Secret, new
        {
            organisationId = "641",
            clientId = "client",
            baseUrl = installation.Spintly.Host.BaseAddress,
            tokenUrl = installation.Spintly.TokenAddress,
        });
        await installation.PutAsync("hq", "Head quarters", "cavvisit", "Europe/Stockholm", "customer-key", Key, new
        {
            customerId = 7,
            baseUrl = installation.CavVisit.Host.BaseAddress,
            apiVersion = "1.2",
        });
        return installation;
    }

    /// <summary>A time from now, as JSON has it.</summary>
    public string In(double hours) => Hub.Clock.GetUtcNow().AddHours(hours).ToString("O");

    /// <summary>A visit at the harbour, and its vendor id.</summary>
    public async Task<string> CreateVisitAsync(double from = -0.5, double to = 2, string name = "Åsa <b>Ek</b>")
    {
        var body = JsonSerializer.Serialize(new
        {
            visitor = new { name, email = "asa@visitor.example" },
            window = new { from = In(from), to = In(to) },
            fields = new { accessPoints = new[] { Door } },
        });
        return (await SendAsync(HttpMethod.Post, "facilities/harbour/visits", body, HttpStatusCode.Created)).Text("id");
    }

    /// <summary>A grant that the vendors have done what they could for, and its id.</summary>
    public async Task<string> CreateGrantAsync(double from = -0.5, double to = 2, params string[] facilities)
    {
        var body = JsonSerializer.Serialize(new
        {
            subject = new { name = "Åsa Ek", email = "asa@visitor.example", key = "asa" },
            window = new { from = In(from), to = In(to) },
            targets = (facilities.Length == 0 ? ["harbour"] : facilities).Select(facility => facility == "harbour"
                ? (object)new { facility, accessPoints = new[] { new { id = $"{Door}", name = "Main gate" } } }
                : new { facility }),
        });
        var id = (await SendAsync(HttpMethod.Post, "grants", body, HttpStatusCode.Accepted)).Text("id");
        await WorkAsync();
        return id;
    }

    /// <summary>The link of a pass that is issued now, without the hub's address.</summary>
    public async Task<Uri> IssueAsync(string address) => new((await SendAsync(HttpMethod.Post, address + "/pass", "{}", HttpStatusCode.OK)).Text("passUrl"));

    public async Task<JsonElement> SendAsync(HttpMethod method, string address, string body, HttpStatusCode expected)
    {
        using var answer = await Admin.SendJsonAsync(method, address, body);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    /// <summary>What a visitor sees.</summary>
    public async Task<string> PageAsync(Uri link)
    {
        using var answer = await Hub.Anonymous.GetAsync(link);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Works all messages that are due.</summary>
    public async Task WorkAsync()
    {
        var queue = Hub.Services.GetRequiredService<IWorkQueue>();
        IQueueWork[] works = [Hub.Services.GetRequiredService<FanOutGrant>(), Hub.Services.GetRequiredService<WorkLane>()];
        bool isDone;
        do
        {
            isDone = true;
            foreach (var work in works)
            {
                foreach (var message in await queue.ReceiveAsync(work.Queue, 16, TimeSpan.FromMinutes(1), 5, CancellationToken.None))
                {
                    isDone = false;
                    await work.HandleAsync(new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None);
                    await queue.CompleteAsync(message, CancellationToken.None);
                }
            }
        }
        while (!isDone);
    }

    /// <summary>How many events of a type are in the log.</summary>
    public async Task<int> EventsAsync(string type)
    {
        var store = Hub.Services.GetRequiredService<IStateStore>();
        var page = await store.QueryAsync("Events", StateRange.WholeTable, StateLimits.PageRows, null, CancellationToken.None);
        return page.Rows.Count(row => System.Text.Encoding.UTF8.GetString(row.Body.Span).Contains($"\"{type}\"", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Spintly.DisposeAsync();
        await CavVisit.DisposeAsync();
    }

    private async Task PutAsync(string id, string name, string system, string timeZone, string secretName, string secret, object settings)
    {
        await SendAsync(HttpMethod.Put, $"facilities/{id}", JsonSerializer.Serialize(new { name, system, timeZone, settings }), HttpStatusCode.Created);
        using var kept = await Admin.SendJsonAsync(HttpMethod.Put, $"facilities/{id}/secrets/{secretName}", JsonSerializer.Serialize(new { value = secret }));
        kept.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
