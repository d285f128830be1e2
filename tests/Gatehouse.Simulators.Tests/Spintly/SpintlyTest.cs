using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.Spintly;

/// <summary>A simulator on a free port with two organisations, a clock that stands, and a plain HTTP client.</summary>
public abstract class SpintlyTest : IAsyncLifetime
{
    protected const string Sites = "organisationManagement/v2/integrator/organisations/641/sites";
    protected const string Visitors = "visitorManagementV3/integrator/v1/organisations/641/";
    protected const string Grant = "urn:ietf:params:oauth:grant-type:client-credentials";

    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    protected FakeClock Clock { get; } = new();

    protected SpintlySimulator Simulator { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected SpintlyOrganisation Organisation => Simulator.Organisation(641);

    protected IReadOnlyList<int> Doors => [.. Organisation.AccessPoints.List().Select(door => door.Id)];

    protected virtual SpintlyAssumptions Assumptions => new();

    private string? Token { get; set; }

    public async Task InitializeAsync()
    {
        Simulator = await SpintlySimulator.StartAsync(new SpintlySimulatorOptions
        {
            Host = new SimulatorOptions { Clock = Clock },
            Assumptions = Assumptions,
            Organisations = [new(641, "client", "s3cret", "Harbour"), new(642, "other", "0ther", "Mill")],
        });
        Client = new HttpClient(Handler, disposeHandler: false) { BaseAddress = Simulator.Host.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected static async Task<(HttpStatusCode Status, JsonNode? Body)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
    }

    protected async Task<string> LoginAsync(string client = "client", string secret = "s3cret")
    {
        var (status, body) = await ReadAsync(await Client.PostAsJsonAsync(
            "prod/saamsIdm/oauth/token", new { clientId = client, clientSecret = secret, grantType = Grant }));
        status.ShouldBe(HttpStatusCode.OK);
        return (string)body!["message"]!["payload"]!["access_token"]!;
    }

    /// <summary>Calls with a token, by default one that is logged in for at the first call.</summary>
    protected async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, object? body = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? (Token ??= await LoginAsync()));
        return await ReadAsync(await Client.SendAsync(request));
    }

    protected async Task<(int Meeting, string Qr)> CreateAsync(string userId = "v-1", long minutes = 60, params int[] doors)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var (status, body) = await SendAsync(
            HttpMethod.Post, Visitors + "meeting",
            new { userId, startTime = now, endTime = now + (60 * minutes), permissionsToAdd = doors.Length == 0 ? [Doors[0]] : doors });
        status.ShouldBe(HttpStatusCode.OK);
        return ((int)body!["message"]!["meetingId"]!, (string)body["message"]!["qrData"]!);
    }

    protected Task<(HttpStatusCode Status, JsonNode? Body)> UpdateAsync(int meeting, object body) =>
        SendAsync(HttpMethod.Patch, $"{Visitors}meeting/{meeting}/update", body);

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> ControlAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Simulator.Host.ControlAddress, path));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await ReadAsync(await Client.SendAsync(request));
    }
}
