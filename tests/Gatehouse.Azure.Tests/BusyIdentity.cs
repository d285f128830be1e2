using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace Gatehouse.Azure.Tests;

/// <summary>A managed identity whose endpoint gives a short-lived token until it answers with an error; then what the real one throws.</summary>
public sealed class BusyIdentity : TokenCredential
{
    /// <summary>What the endpoint answers; 0 while it gives tokens.</summary>
    public int Status { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Status == 0
        ? new AccessToken(FakeCredential.Token, DateTimeOffset.UtcNow)
        : throw new AuthenticationFailedException(
            "ManagedIdentityCredential authentication failed.",
            new MsalServiceException(Status.ToString(CultureInfo.InvariantCulture), "The endpoint is busy.", Status));

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
