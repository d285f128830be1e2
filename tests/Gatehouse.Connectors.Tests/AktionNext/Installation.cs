using System.Text.Json;
using Gatehouse.Connectors.AktionNext;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Time;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.Tests.AktionNext;

/// <summary>A simulated Aktion NEXT on a free port, and the connector that speaks to it over HTTP.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Key = "k&y+ /ö=\"100%";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _stores;
    private readonly OutgoingHttp _http;
    private readonly TokenCache _tokens;
    private readonly MemorySecrets _secrets = [];

    private Installation(AktionNextSimulator simulator, FakeClock clock)
    {
        Simulator = simulator;
        Clock = clock;
        _secrets[SecretName.OfFacility("hq", "api-key").VaultName] = Key;
        _secrets[SecretName.OfHub("hub-data-key").VaultName] = $"1:{Convert.ToBase64String(new byte[32])}";
        _stores = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging().AddSqliteStores(_folder).BuildServiceProvider();
        var keys = new HubKeys(_secrets);
        var store = new TokenStore(_stores.GetRequiredService<IStateStore>(), new DataProtector(keys), NullLogger<TokenStore>.Instance);
        _tokens = new TokenCache(store, new Fingerprints(keys), clock, NullLogger<TokenCache>.Instance);
        _http = new OutgoingHttp(new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.0/8"] })));
        Connector = AktionNextConnector.Create(new VendorHttp(_http, clock), _tokens, clock);
    }

    public AktionNextSimulator Simulator { get; }

    public FakeClock Clock { get; }

    public Connector Connector { get; }

    public AktionNextData Data => Simulator.Data;

    public RequestEntry LastCall => Simulator.Host.Requests.List()[^1];

    public IEnumerable<string> Calls => Simulator.Host.Requests.List().Select(entry => $"{entry.Method} {entry.Path["/AktionNEXT/API/".Length..]}");

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<Installation> StartAsync(AktionNextAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        return new Installation(
            await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions
            {
                Host = new SimulatorOptions { Clock = clock },
                Assumptions = assumptions ?? new AktionNextAssumptions(),
                ApiKey = Key,
            }),
            clock);
    }

    public static string VisitOf(int state) => $"00000000-0000-4000-8000-{state + 1:D12}";

    public FacilityContext Context(params (string Name, object Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => JsonSerializer.SerializeToElement(setting.Value));
        given.TryAdd("userLogin", JsonSerializer.SerializeToElement("gatehouse"));
        given.TryAdd("baseUrl", JsonSerializer.SerializeToElement(Simulator.Host.BaseAddress));
        var facility = new Facility { Id = "hq", Name = "Head quarters", System = "aktion-next", TimeZone = "Europe/Prague", Settings = given };
        return new FacilityContext(
            facility, Connector.Bind(new SettingValues(Connector.Settings, given)), FacilityZone.Find(facility.TimeZone), _secrets);
    }

    public void SetKey(string key) => _secrets[SecretName.OfFacility("hq", "api-key").VaultName] = key;

    public Task<TResult> DoAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        Connector.Find(operation)!.InvokeAsync(Context(settings), request, CancellationToken.None);

    /// <summary>A visit with every member and field that a caller can write.</summary>
    public VisitDraft Draft(string text = "å+&=\"'\\/ 😀 %20;,<b> 日本") => new()
    {
        Type = "Business " + text,
        Visitor = new Visitor { FirstName = "Chris " + text, LastName = "Park", Company = text, Email = text, Phone = text, Mobile = text }.WithNames(),
        Vehicle = new Vehicle { Plate = text },
        Trailer = new Trailer { Plate = text },
        Host = new HostReference { Id = "10002" },
        Organization = new NamedReference { Id = "Organization structure - Company ABC - Office 123" },
        Escort = new NamedReference { Id = "10003" },
        Purpose = text,
        Window = new TimeWindow { From = Now, To = Now.AddHours(2) },
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["Visitor.DocNumber"] = JsonSerializer.SerializeToElement("123 " + text),
            ["Visitor.DocType"] = JsonSerializer.SerializeToElement(1),
            ["Vehicle.Model"] = JsonSerializer.SerializeToElement(text),
        },
    };

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _tokens.Dispose();
        await Simulator.DisposeAsync();
        await _stores.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
