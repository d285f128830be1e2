using Azure;
using Azure.Security.KeyVault.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;

namespace Gatehouse.Azure.Secrets;

/// <summary>The few calls on the vault, with its answers as the port has them. Throws what the client throws.</summary>
internal sealed class VaultClient(SecretClient client, TimeProvider time)
{
    private const int SetTries = 15;
    private static readonly TimeSpan BetweenSets = TimeSpan.FromSeconds(2);

    /// <summary>The value; <see langword="null"/> when there is no such secret.</summary>
    /// <exception cref="StateStoreException">The secret has expired or is not valid yet.</exception>
    public async Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken)
    {
        try
        {
            KeyVaultSecret secret = await client.GetSecretAsync(name.VaultName, cancellationToken: cancellationToken);
            return CheckDates(name, secret);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes the value. A name that is held by a deleted secret is recovered first; one that is still being deleted or recovered is
    /// waited for.
    /// </summary>
    public async Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
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
                if (!await TryRecoverAsync(name, cancellationToken))
                    await Task.Delay(BetweenSets, time, cancellationToken);
            }
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
    }

    private async Task<bool> TryRecoverAsync(SecretName name, CancellationToken cancellationToken)
    {
        try
        {
            await client.StartRecoverDeletedSecretAsync(name.VaultName, cancellationToken);
            return true;
        }
        catch (RequestFailedException error) when (error.Status is 404 or 409)
        {
            return false;
        }
    }

    private string CheckDates(SecretName name, KeyVaultSecret secret)
    {
        var now = time.GetUtcNow();
        if (secret.Properties.ExpiresOn is { } end && end <= now)
            throw new StateStoreException($"The secret {name} expired at {end:u}. Set a new value.", isTransient: false);

        if (secret.Properties.NotBefore is { } start && start > now)
            throw new StateStoreException($"The secret {name} is not valid before {start:u}. Set a value that is.", isTransient: false);

        return secret.Value;
    }
}
