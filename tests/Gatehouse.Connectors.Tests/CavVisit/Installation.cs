using System.Text.Json;
using Gatehouse.Connectors.CavVisit;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.Tests.CavVisit;

/// <summary>A simulated CavVisit on a free port, and the connector that speaks to it over HTTP.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Key = "k&y+ /ö=\"100%";

    private readonly OutgoingHttp _http;
    private readonly MemorySecrets _secrets = [];

    private Installation(CavVisitSimulator simulator, FakeClock clock)
    {
        Simulator = simulator;
        _http = new OutgoingHttp(new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.0/8"] })));
        Connector = CavVisitConnector.Create(new VendorHttp(_http, clock), clock);
        _secrets[SecretName.OfFacility("hq", "customer-key").VaultName] = Key;
    }

    public CavVisitSimulator Simulator { get; }

    public Connector Connector { get; }

    public CavVisitCustomer Customer => Simulator.Customer(7);

    public RequestEntry LastCall => Simulator.Host.Requests.List()[^1];

    public IEnumerable<string> Calls => Simulator.Host.Requests.List().Select(entry => $"{entry.Method} {entry.Path["/api/".Length..]}");

    public static async Task<Installation> StartAsync(CavVisitAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new CavVisitAssumptions(),
            Customers = [new CustomerSettings(7, Key, "Head quarters")],
        });
        return new Installation(simulator, clock);
    }

    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("customerId", JsonSerializer.SerializeToElement(7));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(Simulator.Host.BaseAddress));
        var facility = new Facility { Id = "hq", Name = "Head quarters", System = "cavvisit", TimeZone = "Europe/Stockholm", Settings = given };
        var bound = Connector.Bind(new SettingValues(Connector.Settings, given));
        return new FacilityContext(facility, bound, FacilityZone.Find(facility.TimeZone), _secrets);
    }

    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulator.DisposeAsync();
    }
}
