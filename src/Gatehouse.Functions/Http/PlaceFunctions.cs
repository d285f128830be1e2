using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Sites, access points and roles.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class PlaceFunctions(HttpPipeline pipeline)
{
    /// <summary>A facility's sites.</summary>
    [Function("Sites")]
    public Task<IResult> SitesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", Route = Routes.Sites)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>A facility's access points.</summary>
    [Function("AccessPoints")]
    public Task<IResult> AccessPointsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", Route = Routes.AccessPoints)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>A facility's roles.</summary>
    [Function("Roles")]
    public Task<IResult> RolesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Roles)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
