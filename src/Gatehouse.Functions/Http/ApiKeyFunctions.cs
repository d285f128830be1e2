using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Callers' keys.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class ApiKeyFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists, makes, reads, disables, enables and deletes API keys.</summary>
    [Function("ApiKeys")]
    public Task<IResult> ApiKeysAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = Routes.ApiKeys)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
