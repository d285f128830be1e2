using System.Diagnostics;
using Gatehouse.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Functions.Http;

/// <summary>The hub's API as it is within a function: the pipeline that the local host serves, built at the first request.</summary>
/// <param name="services">The host's services.</param>
public sealed class HttpPipeline(IServiceProvider services)
{
    private readonly Lazy<RequestDelegate> _pipeline = new(() =>
    {
        var app = new ApplicationBuilder(services);
        app.UseGatehouse();
        return app.Build();
    }, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Answers a request; nothing is left to be written.</summary>
    public async Task<IResult> RunAsync(HttpRequest request)
    {
        var context = request.HttpContext;

        // The function's own endpoint and route values would be taken for the API's.
        context.SetEndpoint(null);
        request.RouteValues = [];
        await _pipeline.Value(context);
        Name(context);
        return Results.Empty;
    }

    /// <summary>Names the request's telemetry after the API's route, for the function's is a catch-all.</summary>
    private static void Name(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route })
            return;

        Name(Activity.Current, context.Request.Method, route);
        Name(context.Features.Get<IHttpActivityFeature>()?.Activity, context.Request.Method, route);
    }

    private static void Name(Activity? activity, string method, string route)
    {
        if (activity is null)
            return;

        activity.DisplayName = $"{method} {route}";
        activity.SetTag("http.route", route);
    }
}
