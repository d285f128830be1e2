using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Synchronizations.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class SyncFunctions(HttpPipeline pipeline)
{
    /// <summary>A facility's synchronizations.</summary>
    [Function("Sync")]
    public Task<IResult> SyncAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = Routes.Sync)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Comparisons of a facility's grants with its vendor.</summary>
    [Function("ReconcileRuns")]
    public Task<IResult> ReconcileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = Routes.Reconcile)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
