using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>The API's description.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class OpenApiFunctions(HttpPipeline pipeline)
{
    /// <summary>Describes the API.</summary>
    [Function("OpenApi")]
    public Task<IResult> OpenApiAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.OpenApi)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
