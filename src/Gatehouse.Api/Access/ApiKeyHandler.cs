using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Gatehouse.Api.Problems;
using Gatehouse.Api.RateLimits;
using Gatehouse.ApiKeys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.Access;

/// <summary>Authenticates callers by the API key in the header <c>x-api-key</c> or <c>Authorization: Bearer</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyAuthenticator authenticator,
    FailureLimiter failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "x-api-key";
    private const string Bearer = "Bearer ";

    // A key that stays in the authenticator's memory keeps its result.
    private static readonly ConditionalWeakTable<ApiKey, AuthenticateResult> Accepted = [];
    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The API key was not accepted.");

    private Problem? _problem;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<OwnVerification>() is not null || Text() is not { } text)
            return AuthenticateResult.NoResult();

        var address = Context.Connection.RemoteIpAddress;
        var check = await authenticator.CheckAsync(text, failures.Allows(address), Context.RequestAborted);
        if (check.Key is { } key)
            return Accepted.GetValue(
                key, static key => AuthenticateResult.Success(new AuthenticationTicket(new CallerPrincipal(key), SchemeName)));

        _problem = failures.Count(address) && check.Refusal != ApiKeyRefusal.NotRead ? Refusal(check.Refusal) : FailureLimiter.Problem;
        return Refused;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var problem = _problem ?? (failures.Count(Context.Connection.RemoteIpAddress)
            ? Unauthorized("api_key_missing", $"Send your API key in the header {Header}, or as Authorization: Bearer.")
            : FailureLimiter.Problem);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemWriter.WriteAsync(Context, problem);
    }

    private string? Text()
    {
        if (Request.Headers.TryGetValue(Header, out var own))
            return own.ToString();

        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    private static Problem Refusal(ApiKeyRefusal refusal) => refusal switch
    {
        ApiKeyRefusal.Disabled => Unauthorized("api_key_disabled", "This API key is disabled."),
        ApiKeyRefusal.Expired => Unauthorized("api_key_expired", "This API key has expired."),
        _ => Unauthorized("api_key_invalid", "There is no such API key."),
    };

    private static Problem Unauthorized(string code, string detail) => new()
    {
        Status = StatusCodes.Status401Unauthorized,
        Code = code,
        Detail = detail,
    };
}
