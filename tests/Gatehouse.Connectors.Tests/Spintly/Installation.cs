using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors.Tests.Spintly;

/// <summary>A simulated Spintly on a free port, and a hub that speaks to it over HTTP.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Secret = "s3cret+ /ö=\"100%";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _services;
    private readonly MemorySecrets _secrets = [];

    private Installation(SpintlySimulator simulator, FakeClock clock)
    {
        Simulator = simulator;
        Clock = clock;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock).AddLogging().AddGatehouse().AddConnectors().AddSqliteStores(_folder)
            .AddSingleton<ISecretStore>(_secrets)
            .Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"])
            .BuildServiceProvider();
        Connector = _services.GetRequiredService<ConnectorRegistry>().Get("spintly");
        _secrets[SecretName.OfFacility("harbour", "client-secret").VaultName] = Secret;
    }

    public SpintlySimulator Simulator { get; }

    public FakeClock Clock { get; }

    public Connector Connector { get; }

    public SpintlyOrganisation Organisation => Simulator.Organisation(641);

    public VisitRecords Records => _services.GetRequiredService<VisitRecords>();

    public IStateStore State => _services.GetRequiredService<IStateStore>();

    public VendorCalls Calls => _services.GetRequiredService<VendorCalls>();

    public IReadOnlyList<int> Doors => [.. Organisation.AccessPoints.List().Select(door => door.Id)];

    public RequestEntry LastCall => Simulator.Host.Requests.List()[^1];

    /// <summary>The only meeting.</summary>
    public Meeting Meeting => Organisation.Meetings.List().ShouldHaveSingleItem();

    public static async Task<Installation> StartAsync(SpintlyAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await SpintlySimulator.StartAsync(new SpintlySimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new SpintlyAssumptions(),
            Organisations = [new(641, "client", Secret, "Harbour")],
        });
        var installation = new Installation(simulator, clock);
        await installation._services.GetRequiredService<HubKeys>().EnsureAsync(CancellationToken.None);
        return installation;
    }

    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("organisationId", JsonSerializer.SerializeToElement("641"));
        given.TryAdd("clientId", JsonSerializer.SerializeToElement("client"));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(Simulator.Host.BaseAddress));
        given.TryAdd("tokenUrl", JsonSerializer.SerializeToElement(Simulator.TokenAddress));
        var facility = new Facility { Id = "harbour", Name = "Harbour", System = "spintly", TimeZone = "Asia/Kolkata", Settings = given };
        var bound = Connector.Bind(new SettingValues(Connector.Settings, given));
        return new FacilityContext(facility, bound, FacilityZone.Find(facility.TimeZone), _secrets);
    }

    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    public void SetSecret(string secret) => _secrets[SecretName.OfFacility("harbour", "client-secret").VaultName] = secret;

    public VisitDraft Draft(params int[] doors) => new()
    {
        Visitor = new Visitor { Name = "Åsa Ek" }.WithNames(),
        Window = new TimeWindow { From = Clock.GetUtcNow(), To = Clock.GetUtcNow().AddHours(2) },
        Fields = new Dictionary<string, JsonElement> { ["accessPoints"] = JsonSerializer.SerializeToElement(doors.Length == 0 ? [Doors[0]] : doors) },
    };

    public Task<Visit> CreateAsync(string marker = "m-1", params int[] doors) => DoAsync(VisitOperations.Create, new VisitCreate(Draft(doors), marker));

    /// <summary>Creates as a use case does: with an operation record that knows of unknown outcomes.</summary>
    public Task<Visit> RunCreateAsync(string id, params (string Name, object Value)[] settings)
    {
        var context = Context(settings);
        return Calls.CreateAsync(
            context, VisitOperations.Create, id, new VisitCreate(Draft(), id), visit => visit.Id,
            made => Calls.CallAsync(context, VisitOperations.Get, new ItemRequest(made), CancellationToken.None), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
