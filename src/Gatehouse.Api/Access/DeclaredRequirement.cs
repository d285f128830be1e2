using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Access;

/// <summary>
/// Holds where nothing else was declared, so that an endpoint whose access was forgotten is closed.
/// What is no endpoint of the hub (an unknown address or method) goes on to its 404 or 405.
/// </summary>
internal sealed class DeclaredRequirement : AuthorizationHandler<DeclaredRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DeclaredRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            context.Succeed(requirement);
        else
            context.Fail(new Refusal(this, "endpoint_closed", "This endpoint does not say who may use it, so nobody may."));
        return Task.CompletedTask;
    }
}
