using System.Collections.Concurrent;
using Gatehouse.Testing.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Tests;

/// <summary>Stands between a client and Azurite and does to requests what a network or a busy service would.</summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private const string EmptyPageToken = "empty";
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly WebApplication _server;
    private readonly Uri _target;
    private readonly bool _isTable;

    private StorageProxy(Uri target, bool isTable)
    {
        _target = target;
        _isTable = isTable;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    /// <summary>What happens to a request; by default it is forwarded.</summary>
    public Func<SeenRequest, StorageFault> Rule { get; set; } = _ => StorageFault.None;

    /// <summary>Every request that arrived, in order.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>This proxy's address in place of the service's.</summary>
    public Uri Endpoint => new(new Uri(_server.Urls.Single()), _target.AbsolutePath);

    public string ConnectionString => AzuriteServer.ConnectionStringFor(Endpoint, Endpoint);

    public static Task<StorageProxy> StartForTablesAsync(AzuriteServer azurite) => StartAsync(new StorageProxy(azurite.TableEndpoint, isTable: true));

    public static Task<StorageProxy> StartForQueuesAsync(AzuriteServer azurite) => StartAsync(new StorageProxy(azurite.QueueEndpoint, isTable: false));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private static async Task<StorageProxy> StartAsync(StorageProxy proxy)
    {
        await proxy._server.StartAsync();
        return proxy;
    }

    private Task AnswerAsync(HttpContext context, StorageFault fault) => _isTable
        ? StorageAnswers.TableErrorAsync(context, fault.Status, fault.Code)
        : StorageAnswers.QueueErrorAsync(context, fault.Status, fault.Code);

    private static Task AnswerPageAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<p>Sign in to use this network</p>");
    }

    private static Task AnswerEmptyPageAsync(HttpContext context)
    {
        context.Response.Headers["x-ms-continuation-NextPartitionKey"] = EmptyPageToken;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"value":[]}""");
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var seen = new SeenRequest(context.Request.Method, target, System.Text.Encoding.UTF8.GetString(body.ToArray()));
        Requests.Enqueue(seen);
        var fault = Rule(seen);
        if (fault == StorageFault.Hang)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else if (fault == StorageFault.Drop)
            context.Abort();
        else if (fault == StorageFault.EmptyPage)
            await AnswerEmptyPageAsync(context);
        else if (fault.Code == StorageFault.PageCode)
            await AnswerPageAsync(context, fault.Status);
        else if (fault.IsWithin)
            await StorageAnswers.TransactionErrorAsync(context, fault.Status, fault.Code);
        else if (fault.Status > 0)
            await AnswerAsync(context, fault);
        else
            await ForwardAsync(context, target, body.ToArray(), fault);
    }

    private async Task ForwardAsync(HttpContext context, string target, byte[] body, StorageFault fault)
    {
        // The token of a page that this proxy invented; Azurite would not know it.
        target = target.Replace($"&NextPartitionKey={EmptyPageToken}", "", StringComparison.Ordinal)
            .Replace($"?NextPartitionKey={EmptyPageToken}", "", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_target, target));
        request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Connection") && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        using var response = await _http.SendAsync(request, context.RequestAborted);
        var content = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (fault == StorageFault.LoseAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Content-Length" or "Connection" or "Keep-Alive"))
                context.Response.Headers[name] = values.ToArray();
        }

        if (content.Length > 0)
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}

/// <summary>A request as it arrived.</summary>
public sealed record SeenRequest(string Method, string Target, string Body);

/// <summary>What is done to a request.</summary>
public sealed record StorageFault(int Status, string Code)
{
    /// <summary>Whether the error is <see cref="Within"/>.</summary>
    public bool IsWithin { get; private init; }

    /// <summary>The code of <see cref="Page"/>.</summary>
    public const string PageCode = "page";

    /// <summary>Forwarded.</summary>
    public static StorageFault None { get; } = new(0, "none");

    /// <summary>Never answered, never forwarded.</summary>
    public static StorageFault Hang { get; } = new(0, "hang");

    /// <summary>The connection ends before the request is forwarded.</summary>
    public static StorageFault Drop { get; } = new(0, "drop");

    /// <summary>Forwarded, and then the connection ends before the answer.</summary>
    public static StorageFault LoseAnswer { get; } = new(0, "lose answer");

    /// <summary>Answered with a page that has no rows and is not the last.</summary>
    public static StorageFault EmptyPage { get; } = new(0, "empty page");

    /// <summary>Answered with an error within the answer to a transaction.</summary>
    public static StorageFault Within(int status, string code) => new(status, code) { IsWithin = true };

    /// <summary>Answered with a web page, as gateways and networks that want a login do.</summary>
    public static StorageFault Page(int status) => new(status, PageCode);

    public static StorageFault ServerBusy { get; } = new(503, "ServerBusy");
}
