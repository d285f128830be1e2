using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Http;

/// <summary>Facilities themselves.</summary>
/// <param name="pipeline">Answers.</param>
public sealed class FacilityFunctions(HttpPipeline pipeline)
{
    /// <summary>Lists, reads, writes and deletes facilities.</summary>
    [Function("Facilities")]
    public Task<IResult> FacilitiesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", "delete", Route = Routes.Facilities)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Tests a connection.</summary>
    [Function("FacilityTest")]
    public Task<IResult> FacilityTestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.FacilityTest)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Tells what a facility can do.</summary>
    [Function("FacilityCapabilities")]
    public Task<IResult> FacilityCapabilitiesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.FacilityCapabilities)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Describes an input at a facility.</summary>
    [Function("FacilitySchemas")]
    public Task<IResult> FacilitySchemasAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.FacilitySchemas)] HttpRequest request) =>
        pipeline.RunAsync(request);

    /// <summary>Sets a facility's secret.</summary>
    [Function("FacilitySecrets")]
    public Task<IResult> FacilitySecretsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Routes.FacilitySecrets)] HttpRequest request) =>
        pipeline.RunAsync(request);
}
