using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Visits.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class VisitFunctions(HttpPipeline pipeline)
{
    /// <summary>A facility's visits and their QR codes.</summary>
    [Function("Visits")]
    public Task<IResult> VisitsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = Routes.Visits)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Lists visits over facilities.</summary>
    [Function("AllVisits")]
    public Task<IResult> AllVisitsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.AllVisits)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
