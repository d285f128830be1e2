using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Access;

/// <summary>The caller's key must allow a scope and, where the address names a facility, be good for it.</summary>
/// <param name="scope">The scope.</param>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    /// <summary>The scope.</summary>
    public string Scope { get; } = scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        // Who is nobody is asked for a key, not refused.
        if (context.User is not CallerPrincipal { Key: var key } || context.Resource is not HttpContext http)
            return Task.CompletedTask;

        if (!key.Allows(requirement.Scope))
            context.Fail(new Refusal(this, "scope_missing", $"This API key lacks the scope {requirement.Scope}."));
        else if (http.Request.RouteValues.TryGetValue("facility", out var facility) && !(facility is string id && key.Covers(id)))
            context.Fail(new Refusal(this, "facility_not_covered", $"This API key is not good for the facility '{facility}'."));
        else
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
