using Gatehouse.Api.Requests;
using Gatehouse.Resilience;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Hosting;

/// <summary>Sets the headers that every answer has, and refuses what is too large before anything else is done.</summary>
internal sealed class EntryMiddleware(RequestDelegate next, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        RequestBody.CheckLength(context.Request);
        CallerPatience.Begin(time);
        return next(context);
    }
}
