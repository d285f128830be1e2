using Gatehouse.Facilities;
using Gatehouse.State;
using Gatehouse.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Problems;

/// <summary>Answers every failure, and every bare error status, with a problem.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, FacilityStore facilities, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(context, await FromAsync(context, exception));
            return;
        }

        var response = context.Response;
        if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted && response.ContentType is null)
            await ProblemWriter.WriteAsync(context, ProblemMapping.FromStatus(response.StatusCode));
    }

    private async Task<Problem> FromAsync(HttpContext context, Exception exception)
    {
        // A store that is away is so for every request; where in the code each of them was met says nothing.
        if (exception is StateStoreException store)
            LogStore(logger, store.IsTransient ? null : store, store.Message);

        var system = exception is VendorException || exception.InnerException is VendorException ? await SystemAsync(context) : null;
        if (ProblemMapping.From(exception, system) is { } problem)
            return problem;

        LogUnexpected(logger, exception, ProblemWriter.TraceIdOf(context));
        return new Problem
        {
            Status = StatusCodes.Status500InternalServerError,
            Code = "internal",
            Detail = "The hub failed. Its log has the details under traceId.",
        };
    }

    private async Task<string?> SystemAsync(HttpContext context) =>
        context.Request.RouteValues["facility"] is string facility
            ? (await facilities.GetAsync(facility, context.RequestAborted))?.Value.System
            : null;

    [LoggerMessage(60, LogLevel.Error, "A request failed unexpectedly; its answer has the traceId {TraceId}.")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string traceId);

    [LoggerMessage(61, LogLevel.Error, "The store did not do what a request needs: {Reason}")]
    private static partial void LogStore(ILogger logger, Exception? exception, string reason);
}
