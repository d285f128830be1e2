using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Gatehouse.ApiKeys;
using Gatehouse.Functions.Hosting;
using Gatehouse.Functions.Tests.Hosting;
using Gatehouse.Testing.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Gatehouse.Functions.Tests.Http;

/// <summary>Calls the HTTP functions as the worker does: routed by their triggers, with an endpoint and route values of their own.</summary>
public sealed class WorkerHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-functions-").FullName;
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private static readonly ActivitySource Worker = new(TelemetryExtensions.WorkerSourceName);
    private AzuriteServer? _azurite;
    private Collector? _collector;
    private IHost? _app;

    public IServiceProvider Services => _app.ShouldNotBeNull().Services;

    public HttpClient Admin { get; } = new();

    public HttpClient Anonymous { get; } = new();

    /// <summary>What telemetry called each request, by its path.</summary>
    public ConcurrentDictionary<string, (string Name, object? Route)> Telemetry { get; } = new(StringComparer.Ordinal);

    /// <summary>What was logged until now.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The spans that were exported until now.</summary>
    public string ExportedSpans()
    {
        Services.GetRequiredService<TracerProvider>().ForceFlush();
        return _collector.ShouldNotBeNull().Text("/v1/traces");
    }

    public async Task InitializeAsync()
    {
        ActivitySource.AddActivityListener(_listener);
        _azurite = await AzuriteServer.StartAsync();
        _collector = await Collector.StartAsync();
        var settings = Shell.Settings(_azurite.ConnectionString, _folder);
        var exports = new ConfigurationBuilder()
            .AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")])
            .Build();

        // Not a WebApplication: that adds authorization of its own before the functions, which the worker does not.
        _app = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(exports))
            .ConfigureLogging(logging => logging.AddProvider(Log))
            .ConfigureServices(services => services.AddGatehouseFunctions(settings).AddGatehouseTelemetry(exports))
            .ConfigureWebHost(web => web.UseKestrel().UseUrls("http://127.0.0.1:0").Configure(Configure))
            .Build();
        await _app.StartAsync();

        var key = await Services.GetRequiredService<ApiKeyService>().EnsureAdminKeyAsync(CancellationToken.None);
        Admin.DefaultRequestHeaders.Add("x-api-key", key);
        Admin.BaseAddress = Anonymous.BaseAddress = new Uri($"{AddressOf(_app)}/api/v1/");
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        Anonymous.Dispose();
        await _app.ShouldNotBeNull().StopAsync();
        _app.Dispose();
        await _azurite.ShouldNotBeNull().DisposeAsync();
        await _collector.ShouldNotBeNull().DisposeAsync();
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string AddressOf(IHost app) =>
        app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    private void Configure(IApplicationBuilder app)
    {
        app.Use(ObserveAsync);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            foreach (var (method, trigger) in Shell.Http)
                endpoints.MapMethods(trigger.Route!, trigger.Methods!, context => InvokeAsync(method, context));
        });
    }

    private static async Task InvokeAsync(MethodInfo method, HttpContext context)
    {
        context.GetEndpoint().ShouldNotBeNull();
        using var span = Worker.StartActivity($"function {Shell.NameOf(method)}");
        var function = ActivatorUtilities.CreateInstance(context.RequestServices, method.DeclaringType!);
        var result = await (Task<IResult>)method.Invoke(function, [context.Request])!;
        await result.ExecuteAsync(context);
    }

    // The name is read when the function has returned, before the caller can have the whole answer.
    private async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value!;
        context.Response.OnCompleted(() =>
        {
            var activity = context.Features.GetRequiredFeature<IHttpActivityFeature>().Activity;
            Telemetry[path] = (activity.DisplayName, activity.GetTagItem("http.route"));
            return Task.CompletedTask;
        });
        await next(context);
    }
}
