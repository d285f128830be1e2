using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.Hosting;

/// <summary>
/// Finds who called behind the proxies that the deployment trusts: the request's remote address is the client's from here on, or none where
/// a trusted proxy does not say it.
/// </summary>
internal sealed class ClientAddressMiddleware(RequestDelegate next, IOptions<ApiOptions> options)
{
    private const string ForwardedFor = "X-Forwarded-For";
    private readonly IPNetwork[] _proxies = [.. options.Value.TrustedProxies.Select(IPNetwork.Parse)];

    public Task InvokeAsync(HttpContext context)
    {
        if (IsProxy(context.Connection.RemoteIpAddress))
            context.Connection.RemoteIpAddress = Client(context.Request);
        return next(context);
    }

    // Each proxy writes at the end who called it. What stands before the last that is no proxy, anybody may have written.
    private IPAddress? Client(HttpRequest request)
    {
        foreach (var hop in request.Headers[ForwardedFor].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).Reverse())
        {
            if (!IPEndPoint.TryParse(hop, out var end))
                return null;
            if (!IsProxy(end.Address))
                return end.Address;
        }

        return null;
    }

    private bool IsProxy(IPAddress? address)
    {
        if (address is null || _proxies.Length == 0)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_proxies, proxy => proxy.Contains(plain));
    }
}
