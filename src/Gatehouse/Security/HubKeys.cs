using Gatehouse.Secrets;

namespace Gatehouse.Security;

/// <summary>The hub's own keys: <c>hub-data-key</c> encrypts and recognises, <c>hub-pass-key</c> signs pass links.</summary>
/// <param name="secrets">Where they are.</param>
public sealed class HubKeys(ISecretStore secrets)
{
    private readonly KeyRing _data = new(secrets, SecretName.OfHub("hub-data-key"));

    /// <summary>The keys of pass links. Another key makes all links that are out invalid, and touches no data.</summary>
    public KeyRing Passes { get; } = new(secrets, SecretName.OfHub("hub-pass-key"));

    /// <summary>Makes the secrets that are missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _data.EnsureAsync(cancellationToken);
        await Passes.EnsureAsync(cancellationToken);
    }

    /// <inheritdoc cref="KeyRing.CurrentAsync" />
    public ValueTask<(byte Version, byte[] Key)> CurrentAsync(string purpose, CancellationToken cancellationToken) =>
        _data.CurrentAsync(purpose, cancellationToken);

    /// <inheritdoc cref="KeyRing.OfVersionAsync" />
    public ValueTask<byte[]?> OfVersionAsync(byte version, string purpose, CancellationToken cancellationToken) =>
        _data.OfVersionAsync(version, purpose, cancellationToken);
}
