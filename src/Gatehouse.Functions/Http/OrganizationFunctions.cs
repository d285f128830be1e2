using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Organizations.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class OrganizationFunctions(HttpPipeline pipeline)
{
    /// <summary>A facility's organizations.</summary>
    [Function("Organizations")]
    public Task<IResult> OrganizationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = Routes.Organizations)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
