using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Api.Access;

/// <summary>Why a caller may not do something.</summary>
/// <param name="handler">Who says so.</param>
/// <param name="code">A stable word for programs.</param>
/// <param name="message">What to do, for a person.</param>
internal sealed class Refusal(IAuthorizationHandler handler, string code, string message) : AuthorizationFailureReason(handler, message)
{
    public string Code { get; } = code;
}
