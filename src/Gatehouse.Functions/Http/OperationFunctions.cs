using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Long calls.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class OperationFunctions(HttpPipeline pipeline)
{
    /// <summary>Tells how far a long call is.</summary>
    [Function("Operations")]
    public Task<IResult> OperationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Operations)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
