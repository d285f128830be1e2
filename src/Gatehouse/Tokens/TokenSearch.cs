using System.Text;
using Gatehouse.Connectors;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tokens;

/// <summary>One search for a facility's token: the stored one, else one login under a lease that outlasts the login.</summary>
internal sealed partial class TokenSearch(
    FacilityContext context, TokenLogin login, ITokenRows rows, TokenSlot slot, Fingerprints fingerprints, TimeProvider time, ILogger logger)
{
    // A login ends before the call that waits for it would: that call then fails with the login's reason.
    private const double LoginShareOfAttempt = 0.9;
    private static readonly TimeSpan LeaseAfterLogin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LeasePoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);
    private readonly string _facility = context.Facility.Id;

    public TokenSlot Slot => slot;

    private TimeSpan LoginTimeout => TimeSpan.FromSeconds(context.Facility.Resilience.AttemptTimeoutSeconds * LoginShareOfAttempt);

    /// <summary>Finds or gets a token.</summary>
    /// <param name="rejected">The token that the vendor does not accept any more.</param>
    /// <param name="renew">Whether a token near its end is renewed although it is still good.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<Token> RunAsync(string? rejected, bool renew, CancellationToken cancellationToken)
    {
        while (true)
        {
            var forgotten = slot.Forgotten;
            var (state, version) = await rows.ReadAsync(_facility, cancellationToken);
            var now = time.GetUtcNow();
            var good = state.Token is { } stored && stored.Id != rejected && stored.Binding == context.Binding
                && TokenLife.IsUsable(slot.Later(stored), login.Sliding, now) ? slot.Later(stored) : null;
            if (good is not null && !(renew && TokenLife.IsDue(good, login.Sliding, now)))
            {
                await NoteUseAsync(state, good, version, renew, now, cancellationToken);
                slot.Remember(good, now, forgotten);
                return good;
            }

            if (state.Failure is { } failure && await HoldsAsync(failure, now, cancellationToken))
                return good ?? throw Refusal(failure, now);

            if (state.LeaseUntil > now)
            {
                if (good is not null)
                    return good;
                await Task.Delay(LeasePoll, time, cancellationToken);
            }
            else if (await rows.WriteAsync(_facility, new TokenState(good, now + LoginTimeout + LeaseAfterLogin, state.Failure), version, cancellationToken) is { } lease)
            {
                return await LoginAsync(good, state.Failure, AttemptsBefore(state), lease, forgotten, cancellationToken);
            }
        }
    }

    /// <summary>Writes down that the vendor accepts a token: attempts count anew. A call that succeeded does not fail for it.</summary>
    public async Task AcceptAsync(Token token)
    {
        slot.Accept(token.Id);
        try
        {
            var (state, version) = await rows.ReadAsync(_facility, CancellationToken.None);
            if (state.Token is { Attempts: > 0 } stored && stored.Id == token.Id)
                await rows.WriteAsync(_facility, state with { Token = stored with { Attempts = 0 }, Failure = null }, version, CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            LogNotNoted(logger, exception, _facility);
        }
    }

    /// <summary>Writes down that the vendor does not accept a token that it has just issued: the next login waits, each time longer.</summary>
    public async Task RejectAsync(Token token, VendorError error, CancellationToken cancellationToken)
    {
        var (state, version) = await rows.ReadAsync(_facility, cancellationToken);
        if (state.Token?.Id == token.Id)
            await rows.WriteAsync(_facility, new TokenState(null, null, await FailureAsync(AttemptsBefore(state), error, cancellationToken)), version, cancellationToken);
        slot.Forget();
    }

    private async Task<Token> LoginAsync(
        Token? good, TokenFailure? before, int attempts, string lease, int forgotten, CancellationToken cancellationToken)
    {
        var released = new TokenState(good, null, before);
        using var limit = new CancellationTokenSource(LoginTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var issued = await login.Login(context, either.Token);
            var now = time.GetUtcNow();
            var token = new Token
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Value = issued.Value,
                Binding = context.Binding,
                IssuedAt = now,
                Life = issued.Life,
                Attempts = attempts,
            };
            LogLogin(logger, _facility, token.Id, issued.Life);
            released = new TokenState(token, null, null);
            var kept = await rows.WriteAsync(_facility, released, lease, CancellationToken.None);

            // What was dropped meanwhile, with a changed secret for example, serves the calls that wait and is not kept.
            if (kept is not null)
                slot.Remember(token, now, forgotten);
            return token;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var error = new VendorError(VendorErrorKind.Timeout, "The vendor did not answer the login in time.", "login_timeout");
            throw await FailedAsync(error, exception);
        }
        catch (VendorException exception)
        {
            throw await FailedAsync(exception.Error, exception);
        }
        catch
        {
            await ReleaseAsync(released, lease);
            throw;
        }

        async Task<VendorException> FailedAsync(VendorError error, Exception exception)
        {
            var failure = await FailureAsync(attempts, error, CancellationToken.None);
            LogFailed(logger, _facility, failure.Attempts, failure.RetryAt, error.Message);
            await ReleaseAsync(new TokenState(good, null, failure), lease);

            // The call that waits for the login has done nothing yet.
            return new VendorException(error with { EffectUnknown = false }, exception);
        }
    }

    // A lease that cannot be given back ends by itself; the login's own outcome is what counts.
    private async Task ReleaseAsync(TokenState state, string lease)
    {
        try
        {
            await rows.WriteAsync(_facility, state, lease, CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            LogNotReleased(logger, exception, _facility);
        }
    }

    private async Task NoteUseAsync(TokenState state, Token used, string? version, bool renew, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var latest = renew ? used : used with { UsedAt = now };
        if (latest.UsedAt is { } usedAt && TokenLife.IsUseUnnoted(state.Token!, usedAt))
            await rows.WriteAsync(_facility, state with { Token = latest }, version, cancellationToken);
    }

    private async ValueTask<bool> HoldsAsync(TokenFailure failure, DateTimeOffset now, CancellationToken cancellationToken) =>
        failure.RetryAt > now && failure.Binding == context.Binding
        && await fingerprints.MatchesAsync(failure.Fingerprint, await SecretsAsync(failure.Secrets, cancellationToken), cancellationToken);

    private static int AttemptsBefore(TokenState state) => Math.Max(state.Failure?.Attempts ?? 0, state.Token?.Attempts ?? 0);

    private async Task<TokenFailure> FailureAsync(int before, VendorError error, CancellationToken cancellationToken)
    {
        var attempts = before + 1;
        var step = FirstStep * Math.Pow(2, Math.Min(attempts - 1, 20));
        step = step < LongestStep ? step : LongestStep;
        var secrets = context.UsedSecrets;
        return new TokenFailure
        {
            Attempts = attempts,
            RetryAt = time.GetUtcNow() + (error.RetryAfter > step ? error.RetryAfter.Value : step),
            Binding = context.Binding,
            Secrets = secrets,
            Fingerprint = await fingerprints.OfAsync(await SecretsAsync(secrets, cancellationToken), cancellationToken),
            Kind = error.Kind,
            Message = error.Message,
            Code = error.Code,
        };
    }

    private async Task<byte[]> SecretsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append(name).Append('\0').Append(await context.FindSecretAsync(name, cancellationToken)).Append('\0');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static VendorException Refusal(TokenFailure failure, DateTimeOffset now) => new(new VendorError(
        failure.Kind,
        $"{failure.Message} The login failed and is tried again at {failure.RetryAt:u}, or as soon as the facility's settings or secrets change.",
        failure.Code,
        RetryAfter: failure.RetryAt - now));

    [LoggerMessage(322, LogLevel.Debug, "{Facility} has logged in; the token {Token} is good for {Life}.")]
    private static partial void LogLogin(ILogger logger, string facility, string token, TimeSpan? life);

    [LoggerMessage(323, LogLevel.Warning, "The login of {Facility} failed, {Attempts} times by now; the next attempt is due at {RetryAt:u}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string facility, int attempts, DateTimeOffset retryAt, string reason);

    [LoggerMessage(324, LogLevel.Warning, "The login's lease of {Facility} could not be given back; it ends by itself.")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, string facility);

    [LoggerMessage(366, LogLevel.Warning, "It could not be noted that the vendor of {Facility} accepts its token.")]
    private static partial void LogNotNoted(ILogger logger, Exception exception, string facility);
}
