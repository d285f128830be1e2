using Gatehouse.Api.Endpoints;
using Gatehouse.ApiKeys;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Outgoing;
using Gatehouse.Security;
using Gatehouse.Sqlite;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Tests;

/// <summary>The API on a free port of Kestrel, with embedded stores in a folder of its own and a clock that stands still.</summary>
public sealed class Hub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private Hub(WebApplication app, string folder, string adminKey)
    {
        _app = app;
        _folder = folder;
        AdminKey = adminKey;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Anonymous = Client(null);
        Admin = Client(adminKey);
    }

    public FakeClock Clock => (FakeClock)_app.Services.GetRequiredService<TimeProvider>();

    public IServiceProvider Services => _app.Services;

    public LogLines Log => _app.Services.GetRequiredService<LogLines>();

    public Uri Address { get; }

    public string AdminKey { get; }

    public HttpClient Anonymous { get; }

    public HttpClient Admin { get; }

    public static async Task<Hub> StartAsync(Action<ApiOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-api-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<TimeProvider>(new FakeClock());
        builder.Services.AddSqliteStores(folder);
        builder.Services.AddGatehouse().AddConnectors().AddGatehouseApi();
        builder.Services.Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"]);
        builder.Services.Configure<ApiOptions>(options => options.FailuresPerSecond = 10_000);
        if (configure is not null)
            builder.Services.Configure(configure);
        register?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseGatehouse();
        await app.Services.GetRequiredService<HubKeys>().EnsureAsync(CancellationToken.None);
        var admin = await app.Services.GetRequiredService<ApiKeyService>().EnsureAdminKeyAsync(CancellationToken.None);
        await app.StartAsync();
        return new Hub(app, folder, admin);
    }

    /// <summary>A hub with endpoints that do what a test asks for.</summary>
    internal static Task<Hub> StartAsync(TestEndpoints endpoints) =>
        StartAsync(register: services => services.AddSingleton<EndpointGroup>(endpoints));

    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, "/api/v1/") };
        if (key is not null)
            client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }

    /// <summary>A facility that nothing is called at, unless there is one with this id.</summary>
    public Task AddFacilityAsync(string id) => Services.GetRequiredService<FacilityStore>()
        .SaveAsync(new Facility { Id = id, Name = id, System = "cavvisit", TimeZone = "UTC" }, null, CancellationToken.None);

    /// <summary>A caller with a new key, for facilities that are added when missing.</summary>
    public async Task<HttpClient> CallerAsync(IReadOnlyList<string> scopes, IReadOnlyList<string>? facilities = null, int? perSecond = null)
    {
        foreach (var facility in facilities ?? [])
            await AddFacilityAsync(facility);
        var draft = new ApiKeyDraft { Name = "A test", Scopes = scopes, Facilities = facilities, RequestsPerSecond = perSecond };
        var issued = await Services.GetRequiredService<ApiKeyService>().CreateAsync(new Input<ApiKeyDraft>(draft), CancellationToken.None);
        return Client(issued.Text);
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Admin.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
