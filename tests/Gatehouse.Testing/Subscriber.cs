using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Testing;

/// <summary>A subscriber on a free port of 127.0.0.1 that does with a delivery what a test says.</summary>
public sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> _deliveries = new();
    private readonly SemaphoreSlim _came = new(0);

    private Subscriber(WebApplication app) => _app = app;

    /// <summary>What is done with a delivery; 204 at first.</summary>
    public RequestDelegate Answer { get; set; } = StatusOf(204);

    public IReadOnlyList<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> Deliveries => [.. _deliveries];

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook?sig=do-not-show");

    public static RequestDelegate StatusOf(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static async Task<Subscriber> StartAsync(
        Action<ListenOptions>? listen = null, IPEndPoint? at = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(at ?? new IPEndPoint(IPAddress.Loopback, 0), options => listen?.Invoke(options)));
        var app = builder.Build();
        var subscriber = new Subscriber(app);
        app.Run(subscriber.HandleAsync);
        await app.StartAsync();
        return subscriber;
    }

    /// <summary>Waits, in real time, for one more delivery to come.</summary>
    public async Task WaitAsync()
    {
        if (!await _came.WaitAsync(TimeSpan.FromSeconds(60)))
            throw new TimeoutException("No delivery came.");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _came.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _deliveries.Enqueue((context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal), body.ToArray()));
        _came.Release();
        await Answer(context);
    }
}
