using System.Text.Json;
using Azure;
using Gatehouse.Secrets;
using Gatehouse.State;

namespace Gatehouse.Azure.Secrets;

/// <summary>Turns the vault client's exceptions into the port's exception.</summary>
internal static class VaultErrors
{
    /// <summary>The exception to throw in place of a failure.</summary>
    public static StateStoreException Translate(Exception error, SecretName name) =>
        AzureFailures.Classify(error, CancellationToken.None) switch
        {
            AzureFailure.Away => new StateStoreException(
                $"Key Vault did not serve the secret {name}: it is busy or cannot be reached ({AzureFailures.Text(error)}).",
                isTransient: true,
                AzureFailures.Cause(error)),
            AzureFailure.Refused => new StateStoreException(
                $"Key Vault refuses the hub's identity for the secret {name} ({AzureFailures.Text(error)}). Give the identity the role "
                + "Key Vault Secrets Officer (Key Vault Secrets User to read only) and let the vault's firewall admit it.",
                isTransient: false,
                AzureFailures.Cause(error)),
            _ => new StateStoreException(
                $"Key Vault refused a call on the secret {name}: {AzureFailures.Text(error)}", isTransient: false, AzureFailures.Cause(error)),
        };

    /// <summary>The exception to throw in place of a failure to write or delete.</summary>
    public static StateStoreException TranslateWrite(Exception error, SecretName name) =>
        error is RequestFailedException { Status: 403 }
            ? new SecretWriteRefusedException(
                $"Key Vault does not let the hub write the secret {name} ({AzureFailures.Text(error)}). Write it in the vault, as '{name.VaultName}', "
                + "or give the hub's identity the role Key Vault Secrets Officer.",
                AzureFailures.Cause(error))
            : Translate(error, name);

    /// <summary>The exception for a secret that somebody disabled.</summary>
    public static UnusableSecretException Disabled(SecretName name, RequestFailedException? error) =>
        new($"The secret {name} is disabled in the vault. Enable it there, or set a new value.", error);

    /// <summary>The exception for a secret whose time is over.</summary>
    public static UnusableSecretException Expired(SecretName name, DateTimeOffset end) => new($"The secret {name} expired at {end:u}. Set a new value.");

    /// <summary>The exception for a secret whose time has not come.</summary>
    public static UnusableSecretException Early(SecretName name, DateTimeOffset start) =>
        new($"The secret {name} is not valid before {start:u}. Set a value that is.");

    /// <summary>Whether the vault refused one secret, which is disabled, and not the hub's identity.</summary>
    public static bool IsDisabled(Exception error) => InnerCode(error) == "SecretDisabled";

    /// <summary>The reason within the vault's error, which the client does not read: <c>{"error": {"innererror": {"code": …}}}</c>.</summary>
    private static string? InnerCode(Exception error)
    {
        if ((error as RequestFailedException)?.GetRawResponse() is not { ContentStream.CanSeek: true } response)
            return null;

        try
        {
            using var document = JsonDocument.Parse(response.Content);
            return document.RootElement.TryGetProperty("error", out var details)
                && details.TryGetProperty("innererror", out var inner)
                && inner.ValueKind == JsonValueKind.Object
                && inner.TryGetProperty("code", out var code)
                    ? code.GetString()
                    : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
