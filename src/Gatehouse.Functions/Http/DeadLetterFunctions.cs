using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>What was given up.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class DeadLetterFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists, reads, replays and discards dead letters.</summary>
    [Function("DeadLetters")]
    public Task<IResult> DeadLettersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = Routes.DeadLetters)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
