using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Webhooks.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class WebhookFunctions(HttpPipeline pipeline)
{
    /// <summary>Takes webhooks in.</summary>
    [Function("WebhookIntake")]
    public Task<IResult> IntakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.WebhookIntake)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>The webhooks that a facility was sent.</summary>
    [Function("Webhooks")]
    public Task<IResult> WebhooksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = Routes.Webhooks)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
