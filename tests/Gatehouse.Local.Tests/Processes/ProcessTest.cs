using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Api;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>A host that ends, the one that comes after it, and a vendor that outlives both.</summary>
/// <param name="storage">Where both keep their state; the test's own.</param>
public abstract class ProcessTest(EmbeddedStorage storage) : IAsyncLifetime
{
    protected const int Creates = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-process-").FullName;

    private protected CavVisitSimulator Vendor { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await storage.InitializeAsync();
        Vendor = await CavVisitSimulator.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Vendor.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Killed {number}");

    private protected int VisitsOf(string visitor) => Vendor.Customer(1).Visits.List(visit => visit.VisitorName == visitor).Count;

    private protected Task<LocalProcess> StartAsync() => LocalProcess.StartAsync(
        ["--data", _folder, "--no-demo", "--urls", "http://127.0.0.1:0", .. storage.Arguments]);

    /// <summary>The host that comes after one, in this process.</summary>
    private protected LocalOptions Options(TimeProvider clock, bool timers) => new()
    {
        DataFolder = _folder,
        Urls = "http://127.0.0.1:0",
        Storage = storage.ConnectionString,
        Demo = false,
        Timers = timers,
        Configure = builder =>
        {
            builder.Services.AddSingleton(clock);
            builder.Services.Configure<ApiOptions>(options => options.RequestsPerSecond = 100_000);
            builder.Services.Configure<Outgoing.OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"]);
        },
    };

    private protected async Task<Caller> InstallAsync(Uri address)
    {
        var caller = new Caller(address, await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key")));
        var settings = new JsonObject { ["customerId"] = 1, ["baseUrl"] = Vendor.Host.BaseAddress.ToString() };
        (await caller.PutAsync("facilities/site", new { name = "Site", system = "cavvisit", timeZone = "Europe/Stockholm", settings })).Is(HttpStatusCode.Created);
        (await caller.PutAsync("facilities/site/secrets/customer-key", new { value = Vendor.Customer(1).Key })).Is(HttpStatusCode.NoContent);
        return caller;
    }

    /// <summary>Waits until the last fault, and only it, holds so many calls.</summary>
    private protected Task AtVendorAsync(int calls) => Wait.UntilAsync(() => Vendor.Host.Faults.Active is [var last] && last.Applied >= calls);
}
