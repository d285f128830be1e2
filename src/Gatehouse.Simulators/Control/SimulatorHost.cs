using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Simulators.Control;

/// <summary>A vendor's imitation, served by Kestrel on 127.0.0.1 until disposed. Logs nothing and reads no configuration.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private const int BodyLimit = 4 * 1024 * 1024;

    private readonly IVendorSimulation _vendor;
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;

    private SimulatorHost(IVendorSimulation vendor, SimulatorOptions options)
    {
        _vendor = vendor;
        Faults = new FaultPlan(options.Random ?? new Random(1));
        Requests = new RequestLog(options.RequestLogCapacity, options.Clock);
        _application = Build(options);
        BaseAddress = ControlAddress = new Uri("http://127.0.0.1");
    }

    /// <summary>Where the vendor's API is, as a facility's base URL would say it; ends with a slash.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>Where the control routes are: <c>http://127.0.0.1:{port}/_sim/</c>.</summary>
    public Uri ControlAddress { get; private set; }

    /// <summary>The faults to come.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The calls of the vendor's API so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>Runs before each call of the vendor's API with what faults know it by: the world at the vendor changes while it is asked.</summary>
    public Action<string>? BeforeCall { get; set; }

    /// <summary>Puts the data back to the seeds and clears faults and request log.</summary>
    public void Reset()
    {
        Faults.Clear();
        _vendor.Reset();
        Requests.Clear();
    }

    /// <summary>Ends calls that hang, finishes the others and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    /// <exception cref="IOException">The port is taken.</exception>
    internal static async Task<SimulatorHost> StartAsync(
        IVendorSimulation vendor, SimulatorOptions options, CancellationToken cancellationToken)
    {
        var host = new SimulatorHost(vendor, options);
        try
        {
            await host._application.StartAsync(cancellationToken);
            var addresses = host._application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
            var address = new Uri(addresses.Addresses.Single());
            host.BaseAddress = new Uri(address, vendor.BasePath);
            host.ControlAddress = new Uri(address, "/_sim/");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnerLifetime>();

        var application = builder.Build();
        var pipeline = new SimulatorPipeline(_vendor, Faults, Requests, options, call => BeforeCall?.Invoke(call), _stopping.Token);
        var routes = new VendorRoutes(application, _vendor, pipeline);
        _vendor.Map(routes);
        new ControlRoutes(_vendor, Faults, Requests, Reset).Map(application.MapGroup("/_sim"));
        routes.MapRest();
        return application;
    }

    /// <summary>Leaves signals to the process: a simulator stops when its owner disposes it, not before on Ctrl-C.</summary>
    private sealed class OwnerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
