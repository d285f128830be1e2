using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.VizPin;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Time;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.Tests.VizPin;

/// <summary>A simulated VIZpin on a free port, and the connector that speaks to it over HTTP.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Password = "p&ss+ /ö=\"100%";

    public const string OemKey = "d41d8cd98f00b204e9800998ecf8427e";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _stores;
    private readonly OutgoingHttp _http;
    private readonly TokenCache _tokens;
    private readonly MemorySecrets _secrets = [];

    private Installation(VizPinSimulator simulator, FakeClock clock)
    {
        Simulator = simulator;
        Clock = clock;
        _stores = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging().AddSqliteStores(_folder).BuildServiceProvider();
        _http = new OutgoingHttp(new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.0/8"] })));
        var keys = new HubKeys(_secrets);
        var rows = new TokenStore(_stores.GetRequiredService<IStateStore>(), new DataProtector(keys), NullLogger<TokenStore>.Instance);
        _tokens = new TokenCache(rows, new Fingerprints(keys), clock, NullLogger<TokenCache>.Instance);
        Connector = VizPinConnector.Create(new VendorHttp(_http, clock), clock, _tokens);
        _secrets[SecretName.OfHub("hub-data-key").VaultName] = "1:" + Convert.ToBase64String(new byte[32]);
        SetSecret("password", Password);
        SetSecret("oem-key", OemKey);
    }

    public VizPinSimulator Simulator { get; }

    public FakeClock Clock { get; }

    public Connector Connector { get; }

    public VizPinData Data => Simulator.Data;

    public string Tower => Data.Locations.List()[0].Id;

    /// <summary>The methods called so far, without <c>com.vizpin.</c></summary>
    public IEnumerable<string> Calls => Simulator.Host.Requests.List().Select(entry => entry.Form["method"]["com.vizpin.".Length..]);

    /// <summary>The parameters of the last call.</summary>
    public JsonObject LastParameters => JsonNode.Parse(Simulator.Host.Requests.List()[^1].Form["params"])!.AsObject();

    public static async Task<Installation> StartAsync(VizPinAssumptions? assumptions = null, bool extraMethods = false)
    {
        var clock = new FakeClock();
        var simulator = await VizPinSimulator.StartAsync(new VizPinSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new VizPinAssumptions(),
            Password = Password,
            OemKey = OemKey,
            RolesMethod = extraMethods ? "com.vizpin.x.roles" : null,
            VizPinsMethod = extraMethods ? "com.vizpin.x.vizpins" : null,
            RevokeMethod = extraMethods ? "com.vizpin.x.revoke" : null,
            ActivityMethod = extraMethods ? "com.vizpin.x.activity" : null,
        });
        return new Installation(simulator, clock);
    }

    /// <summary>The setting <c>roles</c> as the simulator has them.</summary>
    public (string Name, object Value) RolesSetting => ("roles", Data.Roles.List().Select(role => new
    {
        id = role.Id,
        name = role.Text("name"),
        site = role.Text("locationid"),
        accessPoints = role.Content()["readers"]!.AsArray().Select(reader => reader!.GetValue<string>()),
    }));

    public void SetSecret(string name, string value) => _secrets[SecretName.OfFacility("tower", name).VaultName] = value;

    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("username", JsonSerializer.SerializeToElement("partner@vizpin.example"));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(Simulator.Host.BaseAddress));
        var facility = new Facility { Id = "tower", Name = "Tower", System = "vizpin", TimeZone = "America/New_York", Settings = given };
        var bound = Connector.Bind(new SettingValues(Connector.Settings, given));
        return new FacilityContext(facility, bound, FacilityZone.Find(facility.TimeZone), _secrets);
    }

    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    /// <summary>Calls an operation that the vendor refuses, and gives how.</summary>
    public async Task<VendorError> RefusedAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        (await Should.ThrowAsync<VendorException>(() => DoAsync(operation, request, settings))).Error;

    public async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        _http.Dispose();
        await _stores.DisposeAsync();
        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
