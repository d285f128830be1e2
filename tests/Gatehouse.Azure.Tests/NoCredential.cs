using Azure.Core;
using Azure.Identity;

namespace Gatehouse.Azure.Tests;

/// <summary>What a machine has that no identity was given to.</summary>
public sealed class NoCredential : TokenCredential
{
    public const string Reason = "nobody is signed in";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new CredentialUnavailableException(Reason);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new CredentialUnavailableException(Reason);
}
