using Gatehouse.Secrets;

namespace Gatehouse.Connectors.Tests;

/// <summary>Secrets that live as long as a test.</summary>
internal sealed class MemorySecrets : Dictionary<string, string>, ISecretStore
{
    public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) =>
        Task.FromResult(this.GetValueOrDefault(name.VaultName));

    public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
    {
        this[name.VaultName] = value;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult(Remove(name.VaultName));
}
