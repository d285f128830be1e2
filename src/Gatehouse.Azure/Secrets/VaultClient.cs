using Azure;
using Azure.Security.KeyVault.Secrets;
using Gatehouse.Secrets;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

/// <summary>The few calls on the vault, with its answers as the port has them. Throws what the client throws.</summary>
internal sealed class VaultClient(SecretClient client, TimeProvider time, ILogger logger)
{
    private const int SetTries = 15;
    private static readonly TimeSpan BetweenSets = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The value, and when it expires; <see langword="null"/> when there is no such secret. It takes no longer than 30 seconds, however
    /// long a busy vault asks to wait, and is cancelled then.
    /// </summary>
    /// <exception cref="UnusableSecretException">The secret is disabled, has expired or is not valid yet.</exception>
    public async Task<(string? Value, DateTimeOffset? ExpiresOn)> GetAsync(SecretName name, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestRead, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            KeyVaultSecret secret = await client.GetSecretAsync(name.VaultName, cancellationToken: either.Token);
            CheckDates(name, secret.Properties);
            return (secret.Value, secret.Properties.ExpiresOn);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return default;
        }
        catch (RequestFailedException error) when (VaultErrors.IsDisabled(error))
        {
            throw VaultErrors.Disabled(name, error);
        }
    }

    /// <summary>
    /// Writes the value. A name that is held by a deleted secret is recovered first; one that is still being deleted or recovered is
    /// waited for. What was recovered is replaced, whether or not the caller still waits; when that fails it is disabled, so that an old
    /// value that was taken away does not count again.
    /// </summary>
    public async Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
    {
        Uri? recovered = null;
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    await client.SetSecretAsync(name.VaultName, value, cancellationToken);
                    return;
                }
                catch (RequestFailedException error) when (error.Status == 409 && tries < SetTries)
                {
                    if (await TryRecoverAsync(name) is { } version)
                    {
                        recovered = version;
                        cancellationToken = CancellationToken.None;
                    }
                    else
                    {
                        await Task.Delay(BetweenSets, time, cancellationToken);
                    }
                }
            }
        }
        catch when (recovered is not null)
        {
            await DisableAsync(name, recovered);
            throw;
        }
    }

    /// <summary>Deletes the secret, which the vault keeps for its retention time; <see langword="false"/> when there is none.</summary>
    public async Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken)
    {
        try
        {
            await client.StartDeleteSecretAsync(name.VaultName, cancellationToken);
            return true;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return false;
        }
        catch (RequestFailedException error) when (error.Status == 403)
        {
            // Who may only read is told so also of a secret that is not there.
            if (await IsAbsentAsync(name, cancellationToken))
                return false;
            throw;
        }
    }

    private async Task<bool> IsAbsentAsync(SecretName name, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetAsync(name, cancellationToken)).Value is null;
        }
        catch (UnusableSecretException)
        {
            return false;
        }
    }

    /// <summary>Recovers a deleted secret. Returns its version, or <see langword="null"/> when it was not this call that recovered it.</summary>
    private async Task<Uri?> TryRecoverAsync(SecretName name)
    {
        try
        {
            return (await client.StartRecoverDeletedSecretAsync(name.VaultName, CancellationToken.None)).Value.Id;
        }
        catch (RequestFailedException error) when (error.Status is 404 or 409)
        {
            return null;
        }
    }

    private async Task DisableAsync(SecretName name, Uri version)
    {
        try
        {
            await client.UpdateSecretPropertiesAsync(new SecretProperties(version) { Enabled = false }, CancellationToken.None);
        }
        catch (Exception error) when (AzureFailures.Classify(error, CancellationToken.None) != AzureFailure.Foreign)
        {
            VaultLog.CameBack(logger, error, name);
        }
    }

    private void CheckDates(SecretName name, SecretProperties properties)
    {
        var now = time.GetUtcNow();
        if (properties.ExpiresOn is { } end && end <= now)
            throw VaultErrors.Expired(name, end);

        if (properties.NotBefore is { } start && start > now)
            throw VaultErrors.Early(name, start);
    }
}
