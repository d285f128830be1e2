using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.AktionNext;

/// <summary>A simulator on a free port, a clock that stands at 10:00 in Prague, and a plain HTTP client.</summary>
public abstract class AktionNextTest : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    protected FakeClock Clock { get; } = new();

    protected AktionNextSimulator Simulator { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected virtual AktionNextAssumptions Assumptions => new();

    protected static Guid VisitOf(int state) => Guid.Parse($"00000000-0000-4000-8000-{state + 1:D12}");

    public async Task InitializeAsync()
    {
        var options = new AktionNextSimulatorOptions { Host = new SimulatorOptions { Clock = Clock }, Assumptions = Assumptions };
        Simulator = await AktionNextSimulator.StartAsync(options);
        Client = new HttpClient(Handler, disposeHandler: false) { BaseAddress = Simulator.Host.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected async Task<string> LoginAsync() => (string)(await PostAsync(
        "login", new JsonObject { ["Result"] = null, ["UserLogin"] = "gatehouse", ["ApiKey"] = "demo-aktion-key" })).Body!["Token"]!;

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path, string query = "", string? token = null) =>
        await ReadAsync(await Client.GetAsync(new Uri($"{path}?Token={token ?? await LoginAsync()}{query}", UriKind.Relative)));

    /// <summary>Posts JSON, with a fresh token for every call but login.</summary>
    protected async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, JsonObject body, string? token = null)
    {
        var address = path == "login" ? path : $"{path}?Token={token ?? await LoginAsync()}";
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await ReadAsync(await Client.PostAsync(new Uri(address, UriKind.Relative), content));
    }

    protected Task<(HttpStatusCode Status, JsonNode? Body)> EndAsync(Guid visit, string? token = null, string? reason = "over") =>
        PostAsync("visit/end", new JsonObject { ["VisitId"] = visit.ToString(), ["Reason"] = reason }, token);

    protected async Task<HttpStatusCode> ControlAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(Simulator.Host.ControlAddress, path));
        using var response = await Client.SendAsync(request);
        return response.StatusCode;
    }

    protected static async Task<(HttpStatusCode Status, JsonNode? Body)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }

    protected static JsonObject NewVisit(Guid id) => new()
    {
        ["VisitId"] = id.ToString(),
        ["Visitor"] = new JsonObject { ["Name"] = "Zoë", ["Surname"] = "Müller", ["Anything"] = 1 },
        ["VisitType"] = new JsonObject { ["Title"] = "Business" },
        ["VisitedPerson"] = new JsonObject { ["PersonId"] = "10002" },
        ["Reason"] = "a & b + č 😀",
    };
}
