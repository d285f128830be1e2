using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Who changed what.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class AuditFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists changes.</summary>
    [Function("Audit")]
    public Task<IResult> AuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Audit)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
