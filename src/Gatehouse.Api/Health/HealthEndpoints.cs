using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Problems;
using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Health;

/// <summary>Probes.</summary>
internal sealed partial class HealthEndpoints(IStateStore store, ISecretStore secrets, ILogger<HealthEndpoints> logger) : EndpointGroup("Health")
{
    private static readonly StateKey Probe = new("f", "health");
    private static readonly HealthAnswer Live = new("live");
    private static readonly HealthAnswer Ready = new("ready");

    public override void Map(IEndpointRouteBuilder api)
    {
        MapPublic(api, "/health/live", "getLiveness", "Tell whether the hub runs", LiveAsync).Answers<HealthAnswer>();
        MapPublic(api, "/health/ready", "getReadiness", "Tell whether the hub can work: its store answers", ReadyAsync)
            .Answers<HealthAnswer>();
    }

    private static Task LiveAsync(HttpContext context) => JsonAnswer.OkAsync(context, Live);

    private async Task ReadyAsync(HttpContext context)
    {
        try
        {
            await store.GetAsync("Facilities", Probe, context.RequestAborted);
        }
        catch (StateStoreException exception)
        {
            LogNotReady(logger, exception.Message);
            throw new ProblemException(new Problem
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Code = "not_ready",
                Detail = "The hub's store does not answer.",
                Retryable = true,
                RetryAfter = TimeSpan.FromSeconds(5),
            });
        }

        await JsonAnswer.OkAsync(context, Ready with { SecretsAwaySince = secrets.AwaySince });
    }

    [LoggerMessage(64, LogLevel.Warning, "The hub is not ready: its store does not answer: {Reason}")]
    private static partial void LogNotReady(ILogger logger, string reason);
}
