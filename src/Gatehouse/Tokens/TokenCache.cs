using System.Collections.Concurrent;
using Gatehouse.Connectors;
using Gatehouse.Security;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tokens;

/// <summary>
/// The tokens of facilities. However many calls need one, one of them logs in, over all instances; a login that fails is tried again
/// in growing steps, at once when the facility's secrets or settings have changed.
/// </summary>
/// <param name="store">The tokens that instances share.</param>
/// <param name="fingerprints">Recognises the secrets that a login failed with.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of logins.</param>
public sealed partial class TokenCache(TokenStore store, Fingerprints fingerprints, TimeProvider time, ILogger<TokenCache> logger) : IDisposable
{
    // What another instance dropped or renewed shows after this time.
    private static readonly TimeSpan CountsFor = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TokenSlot> _slots = new(StringComparer.Ordinal);
    private readonly LocalTokens _local = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>
    /// Runs a call with the facility's token, which is got when there is none. When the vendor does not accept it
    /// (<see cref="VendorErrorKind.Unauthenticated"/>), the call is run once more with another one; not when it has accepted none since the
    /// last attempt failed: then the next one waits.
    /// </summary>
    /// <param name="context">The facility.</param>
    /// <param name="login">How its system logs in.</param>
    /// <param name="call">Calls the vendor with a token.</param>
    /// <param name="cancellationToken">Cancels the call, and waiting for a login; not the login, for which others wait too.</param>
    /// <exception cref="VendorException">The call failed, or the login did, or its next attempt is not due yet.</exception>
    public async Task<T> CallAsync<T>(
        FacilityContext context, TokenLogin login, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var token = await GetAsync(context, login, refused, cancellationToken);
            try
            {
                var answer = await call(token.Value, cancellationToken);
                if (token.Attempts > 0)
                    await Search(context, login).AcceptAsync(token);
                return answer;
            }
            catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.Unauthenticated)
            {
                // A vendor that refuses each new token must not be asked for one by every call.
                if (refused is not null || token.Attempts > 0)
                {
                    await Search(context, login).RejectAsync(token, exception.Error, cancellationToken);
                    throw;
                }

                LogRefused(logger, context.Facility.Id, token.Id);
                refused = token.Id;
            }
        }
    }

    /// <summary>Drops a facility's token and the memory of failed logins: its secrets or its settings changed, or it is gone.</summary>
    public async Task DropAsync(string facility, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(facility, cancellationToken);
        await _local.RemoveAsync(facility, cancellationToken);
        if (_slots.TryGetValue(facility, out var slot))
            slot.Forget();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Renews a facility's shared token if it was in use and most of its life is over.</summary>
    internal Task RenewAsync(FacilityContext context, TokenLogin login, CancellationToken cancellationToken)
    {
        var search = Search(context, login);
        return search.Slot.Join(() => search.RunAsync(null, renew: true, _stop.Token)).WaitAsync(cancellationToken);
    }

    private async Task<Token> GetAsync(FacilityContext context, TokenLogin login, string? rejected, CancellationToken cancellationToken)
    {
        var search = Search(context, login);
        while (true)
        {
            if (search.Slot.Use(context.Binding, rejected, login.Sliding, time.GetUtcNow(), CountsFor) is { } known)
                return known;

            // The search that is under way may be another caller's, who knows less of what is wrong with the present token.
            var found = await search.Slot.Join(() => search.RunAsync(rejected, renew: false, _stop.Token)).WaitAsync(cancellationToken);
            if (found.Id != rejected && found.Binding == context.Binding)
                return found;
        }
    }

    private TokenSearch Search(FacilityContext context, TokenLogin login) => new(
        context, login, login.Shared ? store : _local, _slots.GetOrAdd(context.Facility.Id, _ => new TokenSlot()), fingerprints, time, logger);

    [LoggerMessage(321, LogLevel.Information, "The vendor of {Facility} does not accept the token {Token} any more; another one is used.")]
    private static partial void LogRefused(ILogger logger, string facility, string token);
}
