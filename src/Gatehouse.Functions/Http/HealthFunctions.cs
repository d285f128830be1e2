using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Probes.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class HealthFunctions(HttpPipeline pipeline)
{
    /// <summary>Tells whether the hub runs and can work.</summary>
    [Function("Health")]
    public Task<IResult> HealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Health)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
