using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>People.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class PeopleFunctions(HttpPipeline pipeline)
{
    /// <summary>A facility's people.</summary>
    [Function("People")]
    public Task<IResult> PeopleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = Routes.People)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Lists people over facilities.</summary>
    [Function("AllPeople")]
    public Task<IResult> AllPeopleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.AllPeople)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
