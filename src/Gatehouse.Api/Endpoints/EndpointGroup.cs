using Gatehouse.Api.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Endpoints;

/// <summary>The endpoints of one feature.</summary>
/// <param name="tag">The feature's name in the documentation.</param>
internal abstract class EndpointGroup(string tag)
{
    /// <summary>What stands before every address.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>Maps them below <see cref="Prefix"/>.</summary>
    public abstract void Map(IEndpointRouteBuilder api);

    /// <summary>Maps an endpoint for callers whose key allows a scope.</summary>
    /// <param name="api">Where.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The address below <see cref="Prefix"/>.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="id">The operation's name in the documentation, camelCase.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="handler">Does it.</param>
    protected IEndpointConventionBuilder Map(
        IEndpointRouteBuilder api, string method, string pattern, string scope, string id, string summary, RequestDelegate handler) =>
        Map(api, method, pattern, id, summary, handler).WithMetadata(AccessPolicies.OfScope(scope));

    /// <summary>Maps an endpoint for everybody.</summary>
    protected IEndpointConventionBuilder MapPublic(
        IEndpointRouteBuilder api, string pattern, string id, string summary, RequestDelegate handler) =>
        MapPublic(api, HttpMethods.Get, pattern, id, summary, handler);

    /// <summary>Maps an endpoint that everybody may call, and that looks itself who may do what it does.</summary>
    protected IEndpointConventionBuilder MapPublic(
        IEndpointRouteBuilder api, string method, string pattern, string id, string summary, RequestDelegate handler) =>
        Map(api, method, pattern, id, summary, handler).AllowAnonymous();

    private IEndpointConventionBuilder Map(
        IEndpointRouteBuilder api, string method, string pattern, string id, string summary, RequestDelegate handler) =>
        api.MapMethods(pattern, [method], handler)
            .WithName(id)
            .WithSummary(summary)
            .WithTags(tag)
            // The documentation knows an endpoint by its method.
            .WithMetadata(handler.Method);
}
