using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>The systems that the hub speaks.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class SystemFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists systems and describes one.</summary>
    [Function("Systems")]
    public Task<IResult> SystemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Systems)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
