using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>What the Power Platform connector needs of its own.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class PowerPlatformFunctions(HttpPipeline pipeline)
{
    /// <summary>Answers with the connector's definition and subscribes flows.</summary>
    [Function("PowerPlatform")]
    public Task<IResult> PowerPlatformAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = Routes.PowerPlatform)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
