using System.Collections.Concurrent;
using Azure.Core;

namespace Gatehouse.Azure.Tests;

/// <summary>An identity whose token is always the same.</summary>
public sealed class FakeCredential : TokenCredential
{
    public const string Token = "token-of-the-hub";

    public ConcurrentQueue<string> Scopes { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        foreach (var scope in requestContext.Scopes)
            Scopes.Enqueue(scope);

        return new AccessToken(Token, DateTimeOffset.UtcNow.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
