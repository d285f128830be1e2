using System.Runtime.CompilerServices;
using Gatehouse.Api;
using Gatehouse.ApiKeys;
using Gatehouse.Azure;
using Gatehouse.Connectors;
using Gatehouse.Lanes;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Work;
using Gatehouse.Outgoing;
using Gatehouse.Retention;
using Gatehouse.Security;
using Gatehouse.Sqlite;
using Gatehouse.Work;

namespace Gatehouse.Local;

/// <summary>The hub on this machine: Kestrel over the embedded store or a storage account, with the timers and queues
/// of the Functions app and simulated vendors to try it on.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    /// <summary>The longest that stopping takes: requests in flight are finished until then.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly WebApplication _app;
    private readonly DataFolder _folder;

    private LocalHost(WebApplication app, DataFolder folder, DemoVendors? demo, string adminKey, bool isFirstStart)
    {
        _app = app;
        _folder = folder;
        Demo = demo;
        AdminKey = adminKey;
        IsFirstStart = isFirstStart;
    }

    /// <summary>The address it listens on, without a path.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The first API key: allows everything. Also in <see cref="AdminKeyFile"/>.</summary>
    public string AdminKey { get; }

    /// <summary>The file that keeps the admin key, readable by its owner only.</summary>
    public string AdminKeyFile => _folder.AdminKeyFile;

    /// <summary>Whether the admin key was made by this start.</summary>
    public bool IsFirstStart { get; }

    /// <summary>The simulated vendors; <see langword="null"/> without demo.</summary>
    public DemoVendors? Demo { get; }

    /// <summary>What the host is made of; for tests.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the hub and, with demo, the simulators and their facilities.</summary>
    /// <exception cref="IOException">The data folder is in use by another host, or an address cannot be had.</exception>
    /// <exception cref="FormatException">An address, the storage or a setting is not in its form.</exception>
    public static async Task<LocalHost> StartAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(options.DataFolder);
        WebApplication? app = null;
        DemoVendors? demo = null;
        var starting = new StrongBox<bool>(true);
        try
        {
            var urls = ListenAddresses.Parse(options.Urls ?? FreePort.Address());
            app = Build(options, urls, folder, starting);
            demo = options.Demo ? await DemoVendors.StartAsync(app.Services.GetRequiredService<TimeProvider>(), cancellationToken) : null;
            await app.Services.GetRequiredService<HubKeys>().EnsureAsync(cancellationToken);
            var keys = app.Services.GetRequiredService<ApiKeyService>();
            var adminKey = await keys.EnsureAdminKeyAsync(cancellationToken);
            var isFirstStart = await folder.KeepAdminKeyAsync(adminKey, cancellationToken);
            if (demo is not null)
                await demo.RegisterAsync(app.Services, cancellationToken);

            // The folder is this process's own, and so is the embedded store: who worked there before is dead.
            if (options.Storage is null)
            {
                await app.Services.GetRequiredService<LaneTakeOver>().RunAsync(cancellationToken);
                await app.Services.GetRequiredService<TimerLeases>().FreeAllAsync(cancellationToken);
            }

            await ListenAsync(app, urls, cancellationToken);
            starting.Value = false;
            return new LocalHost(app, folder, demo, adminKey, isFirstStart);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            if (demo is not null)
                await demo.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Runs until it is told to stop (Ctrl-C, SIGTERM) or <paramref name="cancellationToken"/> is cancelled.</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Finishes requests in flight for at most <see cref="StopTime"/> and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Demo is not null)
            await Demo.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task ListenAsync(WebApplication app, string[] urls, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ListenAddresses.IsRefused(exception, string.Join(';', urls), out var reason))
        {
            throw new IOException(reason, exception);
        }
    }

    private static WebApplication Build(LocalOptions options, string[] urls, DataFolder folder, StrongBox<bool> starting)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // A start that fails is thrown, and told in one line; the host would tell it first, with its stack.
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && !starting.Value);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.Services.Configure<OutgoingOptions>(outgoing => builder.Configuration.GetSection("Outgoing").Bind(outgoing));
        if (options.Demo)
            builder.Services.Configure<OutgoingOptions>(outgoing => outgoing.AllowedPrivateNetworks = [.. outgoing.AllowedPrivateNetworks, "127.0.0.0/8"]);

        builder.Services.AddGatehouse().AddConnectors().AddGatehouseApi().AddApiSettings(builder.Configuration);
        if (options.Storage?.Length == 0)
            throw new FormatException("The storage account's connection string is empty.");

        if (options.Storage is { } connection)
            builder.Services.AddAzureStores(new AzureStoreOptions { StorageConnectionString = connection }).AddFileSecrets(folder.Path);
        else
            builder.Services.AddSqliteStores(folder.Path);
        builder.Services.AddSingleton<QueueBell>();
        RingingQueue.Decorate(builder.Services);
        builder.Services.Configure<RetentionOptions>(builder.Configuration.GetSection("Retention").Bind);
        builder.Services.AddHostedService<QueuePump>();
        if (options.Timers)
            builder.Services.AddSingleton<TimerMarks>().AddHostedService<LocalTimers>();
        options.Configure?.Invoke(builder);
        var app = builder.Build();
        app.UseGatehouse();
        return app;
    }
}
