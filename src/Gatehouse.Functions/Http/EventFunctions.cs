using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>The log of events.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class EventFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists events.</summary>
    [Function("Events")]
    public Task<IResult> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Events)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
