using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.VizPin;

/// <summary>A simulator on a free port, a clock that stands at 04:00 in New York, and a plain HTTP client.</summary>
public abstract class VizPinTest : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    private string? _token;

    protected FakeClock Clock { get; } = new();

    protected VizPinSimulator Simulator { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected virtual VizPinSimulatorOptions Options => new();

    protected VizPinData Data => Simulator.Data;

    protected string Tower => Data.Locations.List()[0].Id;

    public async Task InitializeAsync()
    {
        Simulator = await VizPinSimulator.StartAsync(Options with { Host = new SimulatorOptions { Clock = Clock } });
        Client = new HttpClient(Handler, disposeHandler: false);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected JsonObject Envelope(string method, JsonObject? parameters) => new()
    {
        ["id"] = "2272",
        ["jsonrpc"] = "2.0",
        ["!version"] = "2",
        ["method"] = "com.vizpin." + method,
        ["params"] = WithKey(parameters),
    };

    /// <summary>Sends an envelope as it is.</summary>
    protected async Task<JsonObject> PostAsync(JsonObject envelope, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Simulator.Host.BaseAddress) { Content = JsonContent.Create(envelope) };
        if (token is not null)
            request.Headers.Add("token", token);
        using var response = await Client.SendAsync(request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    protected async Task<string> LoginAsync()
    {
        var answer = await PostAsync(Envelope("user.authenticate", new() { ["username"] = Options.Username, ["password"] = Options.Password }), token: null);
        return answer["result"]!["token"]!.GetValue<string>();
    }

    /// <summary>Calls a method with a token, and gives the whole answer.</summary>
    protected async Task<JsonObject> AnswerAsync(string method, JsonObject? parameters = null) =>
        await PostAsync(Envelope(method, parameters), _token ??= await LoginAsync());

    /// <summary>Calls a method that succeeds, and gives its result.</summary>
    protected async Task<JsonObject> CallAsync(string method, JsonObject? parameters = null)
    {
        var answer = await AnswerAsync(method, parameters);
        answer["status"]!.GetValue<int>().ShouldBe(1, answer.ToJsonString());
        return answer["result"]!.AsObject();
    }

    /// <summary>Calls a method that fails, and gives the failure.</summary>
    protected async Task<JsonObject> RefusedAsync(string method, JsonObject? parameters = null, string member = "error")
    {
        var answer = await AnswerAsync(method, parameters);
        answer["status"]!.GetValue<int>().ShouldBe(0, answer.ToJsonString());
        return answer[member]!.AsObject();
    }

    protected async Task<JsonNode> ControlAsync(string path) =>
        (await Client.GetFromJsonAsync<JsonNode>(new Uri(Simulator.Host.ControlAddress, path)))!;

    protected static string[] Ids(JsonNode? list) => [.. list!.AsArray().Select(item => item!["id"]!.GetValue<string>())];

    private JsonObject WithKey(JsonObject? parameters)
    {
        var all = parameters?.DeepClone().AsObject() ?? [];
        if (!all.ContainsKey("oem_key"))
            all["oem_key"] = Options.OemKey;
        return all;
    }
}
