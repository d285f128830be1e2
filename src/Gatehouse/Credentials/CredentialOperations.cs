using Gatehouse.Model;
using Gatehouse.Operations;

namespace Gatehouse.Credentials;

/// <summary>The catalogue's operations on credentials.</summary>
public static class CredentialOperations
{
    /// <summary>Lists the credentials of a person or a visit.</summary>
    public static readonly Operation<CredentialQuery, IReadOnlyList<Credential>> List =
        new("credentials.list", Effect.Read, Scopes.CredentialsRead, "List credentials");

    /// <summary>Issues a person a credential.</summary>
    public static readonly Operation<CredentialIssue, Credential> Issue =
        new("credentials.issue", Effect.Create, Scopes.CredentialsWrite, "Issue a credential");

    /// <summary>
    /// Fetches the credentials of the visit or access with a vendor id anew; those from before may stop working.
    /// </summary>
    public static readonly Operation<ItemRequest, IReadOnlyList<Credential>> Refresh =
        new("credentials.refresh", Effect.Idempotent, Scopes.CredentialsRead, "Renew credentials");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Issue, Refresh];
}
