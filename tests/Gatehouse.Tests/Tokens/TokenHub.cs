using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Security;
using Gatehouse.Time;
using Gatehouse.Tokens;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Tokens;

/// <summary>A process of the hub as far as tokens go: caches of its own over stores that it may share, and a vendor that counts logins.</summary>
internal sealed class TokenHub : IDisposable
{
    private readonly TemporaryStores _stores;
    private readonly TokenVendor _vendor;
    private readonly ConnectorRegistry _connectors;
    private readonly FacilityDirectory _directory;
    private readonly ILoggerFactory _logs;

    public TokenHub(TemporaryStores stores, TokenVendor vendor, bool shared = true, bool sliding = false, ILoggerProvider? logs = null)
    {
        _stores = stores;
        _vendor = vendor;
        _logs = LoggerFactory.Create(builder =>
        {
            if (logs is not null)
                builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        });
        Login = new TokenLogin(vendor.LoginAsync) { Shared = shared, Sliding = sliding };
        _connectors = new ConnectorRegistry([new Connector("test", "Test", []) { Bind = _ => new object(), Login = Login }]);
        _directory = new FacilityDirectory(new FacilityStore(stores.State), _connectors, stores.Secrets, stores.Clock);
        Store = new TokenStore(stores.State, new DataProtector(new HubKeys(stores.Secrets)), _logs.CreateLogger<TokenStore>());
        Cache = new TokenCache(Store, new Fingerprints(new HubKeys(stores.Secrets)), stores.Clock, _logs.CreateLogger<TokenCache>());
    }

    public TokenLogin Login { get; }

    public TokenStore Store { get; }

    public TokenCache Cache { get; }

    public static Facility FacilityOf(string id = "f1", string? address = null) => new()
    {
        Id = id,
        Name = "F",
        System = "test",
        TimeZone = "UTC",
        Settings = address is null
            ? FieldSet.Empty
            : new Dictionary<string, JsonElement> { ["baseUrl"] = JsonElement.Parse($"\"{address}\"") },
    };

    public FacilityContext Context(string id = "f1", string? address = null) =>
        new(FacilityOf(id, address), new object(), FacilityZone.Find("UTC"), _stores.Secrets);

    public Task<string> CallAsync(FacilityContext? context = null) =>
        Cache.CallAsync(context ?? Context(), Login, _vendor.CallAsync, CancellationToken.None);

    public RefreshTokens Timer() =>
        new(Store, Cache, _directory, _connectors, _stores.Clock, _logs.CreateLogger<RefreshTokens>());

    public Task SaveAsync(string id = "f1") => new FacilityStore(_stores.State).SaveAsync(FacilityOf(id), null, CancellationToken.None);

    public void Dispose()
    {
        Cache.Dispose();
        _logs.Dispose();
    }
}
