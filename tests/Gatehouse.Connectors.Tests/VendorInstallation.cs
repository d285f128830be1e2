using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Simulators.Control;
using Gatehouse.Sqlite;
using Gatehouse.Testing;
using Gatehouse.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors.Tests;

/// <summary>A simulated vendor on a free port, and a hub with one facility that speaks to it over HTTP.</summary>
internal abstract class VendorInstallation : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly MemorySecrets _secrets = [];
    private readonly SimulatorHost _simulator;
    private readonly Facility _facility;

    /// <summary>Takes the vendor's simulator, which it stops at the end, and the facility with what it says of itself but the simulator's address.</summary>
    protected VendorInstallation(SimulatorHost simulator, FakeClock clock, Facility facility, params (string Name, string Value)[] secrets)
    {
        _simulator = simulator;
        _facility = facility;
        Clock = clock;
        foreach (var (name, value) in secrets)
            SetSecret(name, value);
        Services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock).AddLogging().AddGatehouse().AddConnectors().AddSqliteStores(_folder)
            .AddSingleton<ISecretStore>(_secrets)
            .Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"])
            .BuildServiceProvider();
        Connector = Services.GetRequiredService<ConnectorRegistry>().Get(facility.System);
    }

    public FakeClock Clock { get; }

    public Connector Connector { get; }

    public RequestEntry LastCall => _simulator.Requests.List()[^1];

    protected ServiceProvider Services { get; }

    /// <summary>The facility, with settings beside its own or in place of them.</summary>
    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(_simulator.BaseAddress));
        foreach (var (name, value) in _facility.Settings)
            given.TryAdd(name, value);
        var facility = _facility with { Settings = given };
        var bound = Connector.Bind(new SettingValues(Connector.Settings, given));
        return new FacilityContext(facility, bound, FacilityZone.Find(facility.TimeZone), _secrets);
    }

    /// <summary>Calls an operation's handler, as it is.</summary>
    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    /// <summary>Writes one of the facility's secrets.</summary>
    public void SetSecret(string name, string value) => _secrets[SecretName.OfFacility(_facility.Id, name).VaultName] = value;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An installation whose hub has its keys.</summary>
    protected static async Task<TInstallation> ReadyAsync<TInstallation>(TInstallation installation)
        where TInstallation : VendorInstallation
    {
        await installation.Services.GetRequiredService<HubKeys>().EnsureAsync(CancellationToken.None);
        return installation;
    }

    /// <summary>The calls so far, each by its method and the path behind what all have in common.</summary>
    protected IEnumerable<string> CallsBelow(string root) => _simulator.Requests.List().Select(entry => $"{entry.Method} {entry.Path[root.Length..]}");

    /// <summary>Settings of a facility.</summary>
    protected static Dictionary<string, JsonElement> Settings(params (string Name, object Value)[] settings) =>
        settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
}
