using System.Security.Claims;
using Gatehouse.ApiKeys;

namespace Gatehouse.Api.Access;

/// <summary>A caller whose key was accepted.</summary>
internal sealed class CallerPrincipal(ApiKey key)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Id)], ApiKeyHandler.SchemeName))
{
    public ApiKey Key { get; } = key;
}
