using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Access grants.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class GrantFunctions(HttpPipeline pipeline)
{
    /// <summary>Makes, reads, changes and revokes grants.</summary>
    [Function("Grants")]
    public Task<IResult> GrantsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "patch", "delete", Route = Routes.Grants)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
