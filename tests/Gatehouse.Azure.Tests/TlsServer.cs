using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Tests;

/// <summary>A server with TLS on a free port of 127.0.0.1 and a certificate of its own, which only the clients given to it trust.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = CreateCertificate();

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) =>
                presented is not null && presented.GetCertHashString() == Certificate.GetCertHashString(),
        },
    });

    private readonly WebApplication _server;

    private TlsServer(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(Certificate)));
        _server = builder.Build();
        _server.Run(context =>
        {
            Requests.Enqueue(new TlsRequest(context.Request.Method, context.Request.Path, context.Request.Headers.Authorization));
            return handle(context);
        });
    }

    /// <summary>Every request that arrived, in order.</summary>
    public ConcurrentQueue<TlsRequest> Requests { get; } = new();

    public Uri Address => new(_server.Urls.Single());

    public static async Task<TlsServer> StartAsync(RequestDelegate handle)
    {
        var server = new TlsServer(handle);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>Makes a client trust this server.</summary>
    public T Trust<T>(T options)
        where T : ClientOptions
    {
        options.Transport = new HttpClientTransport(_http);
        return options;
    }

    /// <summary>Listens no more, so that nobody finds it.</summary>
    public Task StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>A request as it arrived.</summary>
public sealed record TlsRequest(string Method, string Path, string? Authorization);
