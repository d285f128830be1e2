using Gatehouse.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Access;

/// <summary>Answers callers who may not do something with a problem that names what is missing.</summary>
internal sealed class AccessResultHandler : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (authorizeResult.Challenged)
            return context.ChallengeAsync(ApiKeyHandler.SchemeName);

        var refusal = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<Refusal>().FirstOrDefault();
        return ProblemWriter.WriteAsync(context, new Problem
        {
            Status = StatusCodes.Status403Forbidden,
            Code = refusal?.Code ?? "forbidden",
            Detail = refusal?.Message ?? "This API key does not allow it.",
        });
    }
}
