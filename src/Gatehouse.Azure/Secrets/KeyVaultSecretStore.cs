using System.Collections.Concurrent;
using Azure.Security.KeyVault.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

/// <summary>
/// Secrets in Azure Key Vault. A value that was read serves for five minutes without asking again (its absence for half a minute), and
/// one caller at a time asks for a secret. While the vault is away, what it gave in the last 24 hours serves, and the vault is asked
/// again only every ten seconds. A secret that is disabled or has expired, and an identity that is refused, are errors at once.
/// </summary>
public sealed class KeyVaultSecretStore : ISecretStore
{
    private static readonly TimeSpan ValueLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AbsenceLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastGoodLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan HoldOff = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, KnownSecret> _known = new(StringComparer.Ordinal);
    private readonly VaultClient _vault;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyVaultSecretStore> _logger;
    private volatile OutageState? _outage;

    /// <summary>Uses a vault through its client.</summary>
    public KeyVaultSecretStore(SecretClient client, TimeProvider time, ILogger<KeyVaultSecretStore> logger)
    {
        _vault = new VaultClient(client, time);
        _time = time;
        _logger = logger;
    }

    /// <summary>The outage that lasts; <see langword="null"/> when the vault answered the last read. For health probes.</summary>
    public VaultOutage? Outage => _outage?.Outage;

    /// <inheritdoc />
    public DateTimeOffset? AwaySince => Outage?.Since;

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
            return reading.Value;

        var tries = known.Tries;
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            if (known.Tries == tries)
                await AskAsync(name, known, cancellationToken);

            return known.Failure is { } failure
                ? throw new StateStoreException(failure.Message, failure.IsTransient, failure.InnerException)
                : known.Reading?.Value;
        }
        finally
        {
            known.Turn.Release();
        }
    }

    /// <summary>Asks the vault, and leaves in <paramref name="known"/> the answer or the failure.</summary>
    private async Task AskAsync(SecretName name, KnownSecret known, CancellationToken cancellationToken)
    {
        if (_outage is { } outage && _time.GetUtcNow() < outage.NextTry)
        {
            Keep(known, outage.Failure(name));
            return;
        }

        try
        {
            known.Reading = Read(await _vault.GetAsync(name, cancellationToken));
            known.Failure = null;
            EndOutage();
        }
        catch (StateStoreException error)
        {
            Forget(known, error);
            EndOutage();
        }
        catch (Exception error) when (AzureFailures.Classify(error, cancellationToken) is var kind and not AzureFailure.Foreign)
        {
            var failure = VaultErrors.Translate(error, name);
            if (kind == AzureFailure.Away)
            {
                StartOutage(failure, HoldOff);
                Keep(known, failure);
            }
            else
            {
                Forget(known, failure);
                if (kind == AzureFailure.Refused && !VaultErrors.IsDisabled(error))
                    StartOutage(failure, TimeSpan.Zero);
                else
                    EndOutage();
            }
        }

        known.Tries++;
    }

    private async Task<bool> ChangeAsync(SecretName name, Func<Task<(bool Changed, string? Value)>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var known = Known(name);
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            // Whether a call that fails had its effect is not known, so that the next read asks.
            known.Reading = known.Reading is { } before ? new SecretReading(before.Value, before.ReadAt, DateTimeOffset.MinValue) : null;
            var (changed, value) = await change();
            known.Reading = Read(value);
            known.Failure = null;
            known.Tries++;
            return changed;
        }
        catch (Exception error) when (AzureFailures.Classify(error, cancellationToken) != AzureFailure.Foreign)
        {
            throw VaultErrors.Translate(error, name);
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private KnownSecret Known(SecretName name) => _known.GetOrAdd(name.VaultName, static _ => new KnownSecret());

    private SecretReading Read(string? value)
    {
        var now = _time.GetUtcNow();
        return new SecretReading(value, now, now + (value is null ? AbsenceLife : ValueLife));
    }

    /// <summary>While the vault is away: the last value serves if it is there and not too old.</summary>
    private void Keep(KnownSecret known, StateStoreException failure) =>
        known.Failure = known.Reading is { Value: not null } last && _time.GetUtcNow() - last.ReadAt <= LastGoodLife ? null : failure;

    private static void Forget(KnownSecret known, StateStoreException failure)
    {
        known.Reading = null;
        known.Failure = failure;
    }

    private void StartOutage(StateStoreException failure, TimeSpan holdOff)
    {
        var now = _time.GetUtcNow();
        if (_outage is null)
            VaultLog.Away(_logger, failure.Message);

        _outage = new OutageState(new VaultOutage(_outage?.Outage.Since ?? now, failure.Message), now + holdOff);
    }

    private void EndOutage()
    {
        if (Interlocked.Exchange(ref _outage, null) is { } over)
            VaultLog.Back(_logger, over.Outage.Since);
    }

    private sealed record OutageState(VaultOutage Outage, DateTimeOffset NextTry)
    {
        public StateStoreException Failure(SecretName name) => new(
            $"Key Vault has not answered since {Outage.Since:u}, and the secret {name} was not read in the last 24 hours. ({Outage.Reason})",
            isTransient: true);
    }
}
