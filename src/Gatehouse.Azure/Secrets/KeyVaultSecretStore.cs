using System.Collections.Concurrent;
using Azure.Security.KeyVault.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

/// <summary>
/// Secrets in Azure Key Vault. A value that was read serves for five minutes without asking again, and never past its expiry; its absence,
/// or that it may not be used, for half a minute. One caller at a time asks for a secret. While the vault is away, what it gave in the
/// last 24 hours serves, and one caller asks the vault again every ten seconds. A secret that is disabled or has expired, and an identity
/// that is refused, are errors at once.
/// </summary>
public sealed class KeyVaultSecretStore : ISecretStore
{
    private static readonly TimeSpan ValueLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AbsenceLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastGoodLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, KnownSecret> _known = new(StringComparer.Ordinal);
    private readonly VaultClient _vault;
    private readonly VaultHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyVaultSecretStore> _logger;
    private long _sweepAt;

    /// <summary>Uses a vault through its client.</summary>
    public KeyVaultSecretStore(SecretClient client, TimeProvider time, ILogger<KeyVaultSecretStore> logger)
    {
        _vault = new VaultClient(client, time, logger);
        _health = new VaultHealth(time, logger);
        _time = time;
        _logger = logger;
        _sweepAt = (time.GetUtcNow() + BetweenSweeps).UtcTicks;
    }

    /// <summary>The outage that lasts; <see langword="null"/> when the vault answered the last call. For health probes.</summary>
    public VaultOutage? Outage => _health.Outage;

    /// <inheritdoc />
    public DateTimeOffset? AwaySince => Outage?.Since;

    /// <summary>How many values are in memory.</summary>
    internal int ValuesInMemory => _known.Values.Count(known => known.Reading?.Value is not null);

    /// <inheritdoc />
    public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) => GetAsync(name, isFresh: false, cancellationToken);

    /// <inheritdoc />
    public Task<string?> GetFreshAsync(SecretName name, CancellationToken cancellationToken) => GetAsync(name, isFresh: true, cancellationToken);

    /// <inheritdoc />
    public async Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        await ChangeAsync(
            name,
            async () =>
            {
                await _vault.SetAsync(name, value, cancellationToken);
                return (true, value);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => ChangeAsync(
        name, async () => (await _vault.DeleteAsync(name, cancellationToken), null), cancellationToken);

    private async Task<string?> GetAsync(SecretName name, bool isFresh, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var known = Known(name);
        if (!isFresh && known.Reading is { } reading && _time.GetUtcNow() < reading.FreshUntil)
            return reading.Use();

        // What ends while a caller waits serves it as well; a fresh read only if it also began after that caller came.
        var before = isFresh ? known.Begun : known.Ended;
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            if (known.Ended <= before)
                await AskAsync(name, known, cancellationToken);

            return (known.Failure ?? (isFresh ? known.Unconfirmed : null)) is { } failure
                ? throw new StateStoreException(failure.Message, failure.IsTransient, failure.InnerException)
                : known.Reading?.Use();
        }
        finally
        {
            known.Turn.Release();
        }
    }

    /// <summary>Asks the vault, and leaves in <paramref name="known"/> the answer or the failure.</summary>
    private async Task AskAsync(SecretName name, KnownSecret known, CancellationToken cancellationToken)
    {
        if (_health.HeldOff(name) is { } heldOff)
        {
            Keep(name, known, heldOff);
            return;
        }

        known.Begin();
        try
        {
            var (value, expiresOn) = await _vault.GetAsync(name, cancellationToken);
            Learn(known, Read(value, expiresOn));
        }
        catch (UnusableSecretException unusable)
        {
            VaultLog.Unusable(_logger, unusable.Message);
            Learn(known, Unusable(unusable));
        }
        catch (Exception error) when (AzureFailures.Classify(error, cancellationToken) is var kind and not AzureFailure.Foreign)
        {
            Fail(name, known, kind, VaultErrors.Translate(error, name));
        }
        catch
        {
            // The caller went; the next one finds out in its place.
            _health.GiveUp();
            throw;
        }

        known.End();
        Sweep();
    }

    private void Learn(KnownSecret known, SecretReading reading)
    {
        known.Reading = reading;
        known.Failure = null;
        known.Unconfirmed = null;
        _health.NoteAnswer();
    }

    private void Fail(SecretName name, KnownSecret known, AzureFailure kind, StateStoreException failure)
    {
        if (kind == AzureFailure.Away)
        {
            _health.NoteAway(failure);
            Keep(name, known, failure);
            return;
        }

        known.Reading = null;
        known.Failure = failure;
        if (kind == AzureFailure.Refused)
            _health.NoteRefused(failure);
        else
            _health.NoteAnswer();
    }

    private async Task<bool> ChangeAsync(SecretName name, Func<Task<(bool Changed, string? Value)>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var known = Known(name);
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            // Whether a call that fails had its effect is not known, so that the next read asks.
            known.Reading = known.Reading?.Stale();
            known.Begin();
            var (changed, value) = await change();
            Learn(known, Read(value, null));
            known.End();
            return changed;
        }
        catch (Exception error) when (AzureFailures.Classify(error, cancellationToken) != AzureFailure.Foreign)
        {
            throw VaultErrors.TranslateWrite(error, name);
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private KnownSecret Known(SecretName name) => _known.GetOrAdd(name.VaultName, static _ => new KnownSecret());

    private SecretReading Read(string? value, DateTimeOffset? expiresOn)
    {
        var now = _time.GetUtcNow();
        var until = now + (value is null ? AbsenceLife : ValueLife);
        return new SecretReading(value, expiresOn) { ReadAt = now, FreshUntil = expiresOn < until ? expiresOn.Value : until };
    }

    private SecretReading Unusable(UnusableSecretException reason)
    {
        var now = _time.GetUtcNow();
        return new SecretReading(null, null, reason) { ReadAt = now, FreshUntil = now + AbsenceLife };
    }

    /// <summary>While the vault is away: the last value serves if it is there, not too old and not expired.</summary>
    private void Keep(SecretName name, KnownSecret known, StateStoreException failure)
    {
        var now = _time.GetUtcNow();
        if (known.Reading is { ExpiresOn: { } end } && end <= now)
            known.Reading = Unusable(VaultErrors.Expired(name, end));

        known.Failure = known.Reading is { } last && last.IsSomething && now - last.ReadAt <= LastGoodLife ? null : failure;
        known.Unconfirmed = failure;
    }

    /// <summary>Drops from memory, once an hour, the values that would serve no more even while the vault is away, such as of facilities that are gone.</summary>
    private void Sweep()
    {
        var now = _time.GetUtcNow();
        var due = Interlocked.Read(ref _sweepAt);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _sweepAt, (now + BetweenSweeps).UtcTicks, due) != due)
            return;

        foreach (var known in _known.Values)
        {
            if (known.Reading is not { Value: not null } || !known.Turn.Wait(0, CancellationToken.None))
                continue;
            if (known.Reading is { } old && now - old.ReadAt > LastGoodLife)
                known.Reading = null;
            known.Turn.Release();
        }
    }
}
