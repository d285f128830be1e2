using System.Collections.Frozen;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Api.Access;

/// <summary>The authorization policies: one a scope, and the one for endpoints that declare nothing.</summary>
internal static class AccessPolicies
{
    private static readonly FrozenDictionary<string, AuthorizationPolicy> Policies =
        Scopes.All.ToFrozenDictionary(scope => scope, scope => Policy(new ScopeRequirement(scope)), StringComparer.Ordinal);

    /// <summary>For endpoints that declare nothing: nobody may use them.</summary>
    public static AuthorizationPolicy Fallback { get; } = Policy(new DeclaredRequirement());

    /// <summary>For endpoints that need a scope.</summary>
    public static AuthorizationPolicy OfScope(string scope) => Policies[scope];

    private static AuthorizationPolicy Policy(IAuthorizationRequirement requirement) =>
        new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(requirement).Build();
}
