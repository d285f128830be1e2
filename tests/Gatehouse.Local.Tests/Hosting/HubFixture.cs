using Gatehouse.Api;
using Gatehouse.ApiKeys;
using Gatehouse.Connectors;
using Gatehouse.Outgoing;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>A local host on a free port with a folder of its own, as its tests share it. Derive to run the same tests over other stores.</summary>
public class HubFixture : IAsyncLifetime
{
    private int _installations;
    private LocalHost? _host;

    /// <summary>The clock of the hub: real, and moved on by tests.</summary>
    public ShiftedClock Clock { get; } = new();

    /// <summary>Everything that is logged, of all categories and levels.</summary>
    public WholeLog Log { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("gatehouse-local-").FullName;

    public LocalHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    /// <summary>The bytes of the files that hold the state, without those of the secrets.</summary>
    public virtual IReadOnlyList<(string Name, byte[] Bytes)> StateFiles
    {
        get
        {
            var files = Directory.GetFiles(Folder, "gatehouse.db*");
            files.ShouldNotBeEmpty();
            return [.. files.Select(file => (file, Read(file)))];
        }
    }

    public Uri Address => Host.Address;

    /// <summary>A caller who may do everything.</summary>
    public Caller Admin { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        // Without timers: tests count calls, and the full hour may come at any time.
        _host = await LocalHost.StartAsync(
            new LocalOptions { DataFolder = Folder, Urls = "http://127.0.0.1:0", Storage = Storage, Timers = false, Demo = Demo, Configure = Configure },
            CancellationToken.None);
        Admin = Caller(_host.AdminKey);
    }

    public virtual async Task DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public Caller Caller(string? key) => new(Address, key);

    /// <summary>A caller with a new key.</summary>
    public async Task<Caller> CallerAsync(params string[] scopes)
    {
        var draft = new ApiKeyDraft { Name = "A test", Scopes = scopes };
        var keys = Host.Services.GetRequiredService<ApiKeyService>();
        return Caller((await keys.CreateAsync(new Input<ApiKeyDraft>(draft), CancellationToken.None)).Text);
    }

    /// <summary>A new simulated CavVisit and a facility for it.</summary>
    public async Task<Installation> InstallAsync(
        CavVisitAssumptions? assumptions = null, object? settings = null, string timeZone = "Europe/Stockholm", string customerKey = Installation.CustomerKey)
    {
        var id = FormattableString.Invariant($"site-{Interlocked.Increment(ref _installations)}");
        return await Installation.StartAsync(this, id, assumptions ?? new CavVisitAssumptions(), settings, timeZone, customerKey);
    }

    /// <summary>The storage account for state and queues; <see langword="null"/> for the embedded store.</summary>
    protected virtual string? Storage => null;

    /// <summary>Whether the host has demo vendors.</summary>
    protected virtual bool Demo => true;

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void Configure(IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(new Connector("bare", "A system that can do nothing", []) { Bind = values => values });
        builder.Services.AddSingleton(QueueSettings.ReadBesideProgram() with { VisibilityTimeout = TimeSpan.Zero, MaxPollingInterval = TimeSpan.FromMilliseconds(100) });
        builder.Services.Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"]);
        builder.Services.Configure<ApiOptions>(options =>
        {
            options.RequestsPerSecond = 100_000;
            options.FailuresPerSecond = 100_000;
        });
    }
}
