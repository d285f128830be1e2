using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Api.Access;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Gatehouse.Idempotency;
using Gatehouse.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Idempotency;

/// <summary>Does a POST, PATCH or DELETE with an Idempotency-Key once, and answers the same when it comes again.</summary>
internal sealed partial class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store, ILogger<IdempotencyMiddleware> logger)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int KeyCharacters = 200;

    /// <summary>Whether a request asks to be done once.</summary>
    public static bool Concerns(HttpContext context)
    {
        var method = context.Request.Method;
        return (HttpMethods.IsPost(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method))
            && context.Request.Headers.ContainsKey(Header);
    }

    public Task InvokeAsync(HttpContext context) => context.FindCaller() is { } caller
        ? OnceAsync(context, caller.Id, Checked(context.Request.Headers[Header].ToString()))
        : next(context);

    private async Task OnceAsync(HttpContext context, string caller, string key)
    {
        var request = await ContentAsync(context);
        switch (await store.ClaimAsync(caller, key, request, context.RequestAborted))
        {
            case IdempotencyClaim.Claimed claimed:
                await RunAsync(context, claimed);
                break;
            case IdempotencyClaim.Replay { Answer: var answer }:
                await ReplayAsync(context.Response, answer, context.RequestAborted);
                break;
            case IdempotencyClaim.InFlight { RetryAfter: var wait }:
                throw new ProblemException(new Problem
                {
                    Status = StatusCodes.Status409Conflict,
                    Code = "request_in_flight",
                    Detail = "The same request is being worked on. Send it again to get its answer.",
                    Retryable = true,
                    RetryAfter = wait,
                });
            default:
                throw new ProblemException(
                    StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
                    "This Idempotency-Key was used for another request within 24 hours.");
        }
    }

    // What was begun is written down to its end, whether or not the caller still waits.
    private async Task RunAsync(HttpContext context, IdempotencyClaim.Claimed claim)
    {
        context.Features.Set<IOperationIdFeature>(new OperationIdFeature(claim.OperationId));
        var response = context.Response;
        var body = response.Body;
        await using var captured = new CapturingStream(body, IdempotencyStore.BodyBytes);
        response.Body = captured;
        var completed = false;
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync(CancellationToken.None);
            completed = IsFinal(response);
        }
        finally
        {
            response.Body = body;
            await SettleAsync(context, claim, captured, completed);
        }

        await captured.ReleaseAsync(CancellationToken.None);
    }

    private async Task SettleAsync(HttpContext context, IdempotencyClaim.Claimed claim, CapturingStream captured, bool completed)
    {
        try
        {
            await (completed
                ? store.CompleteAsync(claim, Answer(context, captured), CancellationToken.None)
                : store.ReleaseAsync(claim, CancellationToken.None));
        }
        catch (StateStoreException exception)
        {
            // The effect stands and the caller gets its answer. A repeat finds the lease lapsed and resumes the operation.
            LogNotSettled(logger, exception, claim.OperationId);
        }
    }

    private static StoredAnswer Answer(HttpContext context, CapturingStream captured)
    {
        var response = context.Response;
        var body = captured.Overflowed ? ReadOnlyMemory<byte>.Empty : captured.Held;
        if (body.Length > 0 && response.StatusCode < StatusCodes.Status300MultipleChoices
            && context.GetEndpoint()?.Metadata.GetMetadata<OnceOnlyMember>() is { } once
            && JsonNode.Parse(body.Span) is JsonObject shown)
        {
            shown[once.Name] = null;
            body = Encoding.UTF8.GetBytes(shown.ToJsonString());
        }

        var location = response.Headers.Location.ToString();
        return new StoredAnswer(
            response.StatusCode, body.Length > 0 ? response.ContentType : null, location.Length > 0 ? location : null, body);
    }

    private static async Task ReplayAsync(HttpResponse response, StoredAnswer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        response.Headers[ReplayedHeader] = "true";
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.Body.IsEmpty)
            return;

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    /// <summary>
    /// Whether the same request would be answered the same for good. What a wait, another key or another setting of the facility (424)
    /// may change is not kept.
    /// </summary>
    private static bool IsFinal(HttpResponse response) => response.StatusCode switch
    {
        < StatusCodes.Status300MultipleChoices => true,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status408RequestTimeout
            or StatusCodes.Status424FailedDependency or StatusCodes.Status429TooManyRequests => false,
        >= StatusCodes.Status400BadRequest and < 499 => response.Headers.RetryAfter.Count == 0,
        _ => false,
    };

    private static async Task<ReadOnlyMemory<byte>> ContentAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        var request = context.Request;
        var head = Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase.Value}{request.Path.Value}\n{request.QueryString.Value}\n");
        return (byte[])[.. head, .. body.Span];
    }

    private static string Checked(string key) => key.Length is > 0 and <= KeyCharacters && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? key
        : throw new ProblemException(
            StatusCodes.Status400BadRequest, "idempotency_key_invalid",
            FormattableString.Invariant($"An Idempotency-Key has 1 to {KeyCharacters} visible ASCII characters."));

    [LoggerMessage(62, LogLevel.Error, "The outcome of the request that runs operation {OperationId} could not be written down.")]
    private static partial void LogNotSettled(ILogger logger, Exception exception, string operationId);

    private sealed record OperationIdFeature(string OperationId) : IOperationIdFeature;
}
