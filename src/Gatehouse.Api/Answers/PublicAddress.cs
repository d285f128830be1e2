using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.Answers;

/// <summary>
/// The hub's addresses as those outside reach it: at <see cref="ApiOptions.PublicBaseUrl"/>, or where there is none as the request came.
/// A gateway tells the hub a host of its own, which nobody outside can call.
/// </summary>
internal static class PublicAddress
{
    /// <summary>An address with scheme and host: flows and visitors call it as it is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path within the hub and its query, encoded.</param>
    public static string Of(HttpContext context, string path) => Known(context) is { } hub
        ? hub.AbsoluteUri.TrimEnd('/') + path
        : $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{context.Request.PathBase.ToUriComponent()}{path}";

    /// <summary>The same without scheme and host.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path within the hub and its query, encoded.</param>
    public static string PathOf(HttpContext context, string path) =>
        (Known(context)?.AbsolutePath.TrimEnd('/') ?? context.Request.PathBase.ToUriComponent()) + path;

    /// <summary>The host, with its port where that is not the scheme's own.</summary>
    public static string Host(HttpContext context) => Known(context)?.Authority ?? context.Request.Host.ToUriComponent();

    private static Uri? Known(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.PublicBaseUrl;
}
