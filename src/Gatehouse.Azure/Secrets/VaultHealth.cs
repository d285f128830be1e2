using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

/// <summary>Whether the vault answers, and whether it is left alone for a while because it does not.</summary>
internal sealed class VaultHealth(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan HoldOff = TimeSpan.FromSeconds(10);
    private volatile State? _state;

    /// <summary>The outage that lasts; <see langword="null"/> when the vault answered the last call.</summary>
    public VaultOutage? Outage => _state?.Outage;

    /// <summary>
    /// Why the vault is not asked for a secret now: it was away within the last ten seconds, or another caller is finding out whether it
    /// still is. <see langword="null"/> when the caller is to ask.
    /// </summary>
    public StateStoreException? HeldOff(SecretName name)
    {
        while (_state is { NextTry: { } next } away)
        {
            var now = time.GetUtcNow();
            if (now < next)
                return away.Failure(name);
            if (Interlocked.CompareExchange(ref _state, away with { NextTry = now + HoldOff }, away) == away)
                return null;
        }

        return null;
    }

    /// <summary>The vault was asked and is away: it is left alone for a while.</summary>
    public void NoteAway(StateStoreException failure) => Note(failure, time.GetUtcNow() + HoldOff);

    /// <summary>The vault was asked and refused the hub's identity.</summary>
    public void NoteRefused(StateStoreException failure) => Note(failure, null);

    /// <summary>Who asked does not learn it any more: another may ask at once.</summary>
    public void GiveUp()
    {
        if (_state is { NextTry: not null } away)
            Interlocked.CompareExchange(ref _state, away with { NextTry = time.GetUtcNow() }, away);
    }

    /// <summary>The vault answered.</summary>
    public void NoteAnswer()
    {
        if (Interlocked.Exchange(ref _state, null) is { } over)
            VaultLog.Back(logger, over.Outage.Since);
    }

    private void Note(StateStoreException failure, DateTimeOffset? nextTry)
    {
        var before = _state;
        if (before is null)
            VaultLog.Away(logger, failure.Message);

        _state = new State(new VaultOutage(before?.Outage.Since ?? time.GetUtcNow(), failure.Message), nextTry);
    }

    private sealed record State(VaultOutage Outage, DateTimeOffset? NextTry)
    {
        public StateStoreException Failure(SecretName name) => new(
            $"Key Vault has not answered since {Outage.Since:u}, and the secret {name} was not read in the last 24 hours. ({Outage.Reason})",
            isTransient: true);
    }
}
