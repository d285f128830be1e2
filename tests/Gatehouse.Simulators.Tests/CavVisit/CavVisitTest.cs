using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.CavVisit;

/// <summary>A simulator on a free port, a clock that stands at 10:00 in Stockholm, and a plain HTTP client.</summary>
public abstract class CavVisitTest : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    protected FakeClock Clock { get; } = new();

    protected CavVisitSimulator Simulator { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected CavVisitCustomer Headquarters => Simulator.Customer(1);

    protected CavVisitCustomer West => Simulator.Customer(2);

    /// <summary>A host of the head quarters.</summary>
    protected int SomeHost => Headquarters.Hosts.List()[0].Id;

    protected virtual CavVisitAssumptions Assumptions => new();

    protected virtual SimulatorOptions Hosting => new() { Clock = Clock };

    public async Task InitializeAsync()
    {
        Simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = Hosting, Assumptions = Assumptions });
        Client = new HttpClient(Handler, disposeHandler: false) { BaseAddress = Simulator.Host.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected static Dictionary<string, string> Keys(CavVisitCustomer customer) => new(StringComparer.Ordinal)
    {
        ["customerKey"] = customer.Key,
        ["customerId"] = customer.Id.ToString(CultureInfo.InvariantCulture),
    };

    protected static Dictionary<string, string> Values(CavVisitCustomer customer, params (string Name, object Value)[] values)
    {
        var all = Keys(customer);
        foreach (var (name, value) in values)
            all[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return all;
    }

    protected static string QueryOf(Dictionary<string, string> values) =>
        "?" + string.Join('&', values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    protected static async Task<(HttpStatusCode Status, JsonNode? Body)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
    }

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(
        string path, CavVisitCustomer customer, params (string Name, object Value)[] values) =>
        await ReadAsync(await Client.GetAsync(new Uri(path + QueryOf(Values(customer, values)), UriKind.Relative)));

    /// <summary>Writes as jQuery does: a form, objects as JSON text.</summary>
    protected async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, CavVisitCustomer customer, params (string Name, object Value)[] values)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new FormUrlEncodedContent(Values(customer, values)) };
        return await ReadAsync(await Client.SendAsync(request));
    }

    protected Task<(HttpStatusCode Status, JsonNode? Body)> CreateVisitAsync(object visit) =>
        SendAsync(HttpMethod.Post, "Visits/CreateVisit", Headquarters, ("Visit", JsonText(visit)));

    protected Task<(HttpStatusCode Status, JsonNode? Body)> UpdateVisitAsync(object visit) =>
        SendAsync(HttpMethod.Put, "Visits/UpdateVisit", Headquarters, ("Visit", JsonText(visit)));

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> ControlAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Simulator.Host.ControlAddress, path));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await ReadAsync(await Client.SendAsync(request));
    }

    protected static string JsonText(object value) => value as string ?? System.Text.Json.JsonSerializer.Serialize(value);
}
