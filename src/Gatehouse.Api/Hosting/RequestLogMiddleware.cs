using System.Diagnostics;
using Gatehouse.Api.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Hosting;

/// <summary>Logs every request by its route, never by its address, which may name people and hold secrets.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var key = context.FindCaller()?.Id;
            if (key is not null)
                Activity.Current?.SetTag("gatehouse.key", key);
            if (logger.IsEnabled(LogLevel.Information))
            {
                LogRequest(
                    logger, context.Request.Method, Route(context), context.Response.StatusCode, key,
                    time.GetElapsedTime(start).TotalMilliseconds);
            }
        }
    }

    private static string? Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    [LoggerMessage(63, LogLevel.Information, "{Method} {Route} answered {Status} to {Key} in {Milliseconds:0.0} ms.")]
    private static partial void LogRequest(ILogger logger, string method, string? route, int status, string? key, double milliseconds);
}
