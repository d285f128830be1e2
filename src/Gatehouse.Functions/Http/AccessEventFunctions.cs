using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Passages through access points.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class AccessEventFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists passages over facilities.</summary>
    [Function("AccessEvents")]
    public Task<IResult> AccessEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.AccessEvents)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
