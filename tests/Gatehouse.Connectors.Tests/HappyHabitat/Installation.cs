using System.Text.Json;
using Gatehouse.Connectors.HappyHabitat;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Time;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

/// <summary>A simulated Happy Habitat on a free port, and the connector that speaks to it over HTTP.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Password = "p&ss+ /ö=\"100%";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _stores;
    private readonly OutgoingHttp _http;
    private readonly TokenCache _tokens;
    private readonly MemorySecrets _secrets = [];

    private Installation(HappyHabitatSimulator simulator, FakeClock clock)
    {
        Simulator = simulator;
        Clock = clock;
        _stores = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging().AddSqliteStores(_folder).BuildServiceProvider();
        _http = new OutgoingHttp(new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.0/8"] })));
        var keys = new HubKeys(_secrets);
        var rows = new TokenStore(_stores.GetRequiredService<IStateStore>(), new DataProtector(keys), NullLogger<TokenStore>.Instance);
        _tokens = new TokenCache(rows, new Fingerprints(keys), clock, NullLogger<TokenCache>.Instance);
        Connector = HappyHabitatConnector.Create(new VendorHttp(_http, clock), clock, _tokens);
        _secrets[SecretName.OfHub("hub-data-key").VaultName] = "1:" + Convert.ToBase64String(new byte[32]);
        _secrets[SecretName.OfFacility("park", "password").VaultName] = Password;
    }

    public HappyHabitatSimulator Simulator { get; }

    public FakeClock Clock { get; }

    public Connector Connector { get; }

    /// <summary>A resident whom nobody visits.</summary>
    public Resident Resident => Simulator.Data.Residents.List()[^1];

    public RequestEntry LastCall => Simulator.Host.Requests.List()[^1];

    public IEnumerable<string> Calls => Simulator.Host.Requests.List().Select(entry => $"{entry.Method} {entry.Path["/api/".Length..]}");

    public static async Task<Installation> StartAsync(HappyHabitatAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new HappyHabitatAssumptions(),
            Users =
            [
                new HappyHabitatUser("hub", Password, HappyHabitatUser.SystemAdministrator),
                new HappyHabitatUser("guard", Password, "VIGILANCE"),
            ],
        });
        return new Installation(simulator, clock);
    }

    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("username", JsonSerializer.SerializeToElement("hub"));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(Simulator.Host.BaseAddress));
        var facility = new Facility { Id = "park", Name = "Park", System = "happy-habitat", TimeZone = "America/Mexico_City", Settings = given };
        var bound = Connector.Bind(new SettingValues(Connector.Settings, given));
        return new FacilityContext(facility, bound, FacilityZone.Find(facility.TimeZone), _secrets);
    }

    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    /// <summary>Makes the facility's password a wrong one.</summary>
    public void SpoilPassword() => _secrets[SecretName.OfFacility("park", "password").VaultName] = "wrong-" + Password;

    public async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        _http.Dispose();
        await _stores.DisposeAsync();
        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
