using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Who is sent events.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class SubscriptionFunctions(HttpPipeline pipeline)
{
    /// <summary>Makes, reads, tries and removes subscriptions.</summary>
    [Function("Subscriptions")]
    public Task<IResult> SubscriptionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = Routes.Subscriptions)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
