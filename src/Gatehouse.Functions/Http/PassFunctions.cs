using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Visitors' passes.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class PassFunctions(HttpPipeline pipeline)
{
    /// <summary>Issues and revokes passes.</summary>
    [Function("Passes")]
    public Task<IResult> PassesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "delete", Route = Routes.Passes)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>The page that a visitor opens, and its QR code.</summary>
    [Function("Pass")]
    public Task<IResult> PassAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Pass)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
