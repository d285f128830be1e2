using System.Diagnostics;
using Gatehouse.Api.Access;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Requests;
using Gatehouse.Audit;
using Gatehouse.Errors;
using Gatehouse.State;
using Gatehouse.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Audit;

/// <summary>
/// Keeps who changed what. The entry is written before the change and completed after it: a change whose process ended in between is an
/// entry without a status, not a change that nobody knows of. Requests that were refused leave none.
/// </summary>
internal sealed partial class AuditMiddleware(
    RequestDelegate next, AuditStore store, AuditRedaction redaction, TimeProvider time, ILogger<AuditMiddleware> logger)
{
    // What an answer has more than this is on its way at once and not kept.
    private const int MostAnswerBytes = 64 * 1024;

    /// <summary>Whether a request changes something for a caller.</summary>
    public static bool Concerns(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context.GetEndpoint() is RouteEndpoint endpoint
        && (context.FindCaller() is not null || endpoint.Metadata.GetMetadata<AuditedState>() is not null);

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = (RouteEndpoint)context.GetEndpoint()!;
        var body = await RequestBody.ReadAsync(context);
        var entry = await BeginAsync(context, endpoint);
        await store.PutAsync(entry, context.RequestAborted);
        var (response, own) = (context.Response, context.Response.Body);
        await using var captured = new CapturingStream(own, MostAnswerBytes);
        response.Body = captured;
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            response.Body = own;
        }

        await SettleAsync(entry, context, endpoint, body, captured);
        await captured.ReleaseAsync(CancellationToken.None);
    }

    // What a refused request said is never written: nobody knows what stands in members that do not exist.
    private async Task<AuditEntry> BeginAsync(HttpContext context, RouteEndpoint endpoint)
    {
        var (caller, now) = (context.FindCaller(), time.GetUtcNow());
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(now).ToString(),
            At = now,
            Key = caller?.Id,
            KeyName = caller?.Name,
            Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!,
            Method = context.Request.Method,
            Resource = context.Request.Path.Value!,
            Facility = context.Request.RouteValues["facility"] as string,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
            Before = redaction.Apply(await BeforeAsync(context, endpoint), []),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> BeforeAsync(HttpContext context, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<AuditedState>() is not { } state)
            return default;
        try
        {
            return await state.ReadAsync(context);
        }
        catch (Exception exception) when (exception is HubException or VendorException)
        {
            // There is none, or its facility is misconfigured; if that is wrong, the endpoint says so.
            return default;
        }
    }

    private async Task SettleAsync(
        AuditEntry entry, HttpContext context, RouteEndpoint endpoint, ReadOnlyMemory<byte> body, CapturingStream captured)
    {
        var status = context.Response.StatusCode;
        var once = endpoint.Metadata.GetMetadata<OnceOnlyMember>();
        try
        {
            if (MayHaveChanged(context.Response))
            {
                var after = captured.Overflowed ? default : captured.Held;
                var hidden = endpoint.Metadata.GetOrderedMetadata<HiddenMember>().Select(member => member.Name).ToList();
                var settled = entry with
                {
                    Status = status,
                    Request = redaction.Apply(body, hidden),
                    After = redaction.Apply(after, once is null ? [] : [once.Name]),
                };
                await store.PutAsync(settled, CancellationToken.None);
            }
            else
            {
                await store.RemoveAsync(entry, CancellationToken.None);
            }
        }
        catch (StateStoreException exception)
        {
            // The entry stands without its outcome, and the caller gets the answer.
            LogNotSettled(logger, exception, entry.Operation, entry.Id);
        }
    }

    // What was refused changed nothing, nor did an answer that is repeated. Nobody knows of what failed.
    private static bool MayHaveChanged(HttpResponse response) => response.StatusCode switch
    {
        < StatusCodes.Status300MultipleChoices => !response.Headers.ContainsKey(IdempotencyMiddleware.ReplayedHeader),
        StatusCodes.Status424FailedDependency or >= StatusCodes.Status500InternalServerError => true,
        _ => false,
    };

    [LoggerMessage(492, LogLevel.Error, "The outcome of {Operation} could not be written to the audit's entry {Entry}.")]
    private static partial void LogNotSettled(ILogger logger, Exception exception, string operation, string entry);
}
