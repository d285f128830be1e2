using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Secrets;

namespace Gatehouse.Security;

/// <summary>
/// Keys from one secret: <c>{version}:{base64 of 32 bytes}</c>, several separated by commas.
/// The first is used for what is written from now on; all of them read.
/// </summary>
/// <param name="secrets">Where the secret is.</param>
/// <param name="name">The secret's name.</param>
public sealed class KeyRing(ISecretStore secrets, SecretName name)
{
    private const int KeyBytes = 32;
    private volatile Ring? _ring;

    /// <summary>Makes the secret if there is none.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await secrets.GetAsync(name, cancellationToken) is null)
            await secrets.SetAsync(name, $"1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}", cancellationToken);
    }

    /// <summary>The version and key for writing, derived for one purpose.</summary>
    /// <exception cref="InvalidOperationException">The secret is missing or not in its form.</exception>
    public async ValueTask<(byte Version, byte[] Key)> CurrentAsync(string purpose, CancellationToken cancellationToken)
    {
        var ring = await RingAsync(cancellationToken);
        return (ring.Current, ring.Derive(ring.Current, purpose));
    }

    /// <summary>The key of a version, derived for one purpose; <see langword="null"/> when that version is no longer kept.</summary>
    public async ValueTask<byte[]?> OfVersionAsync(byte version, string purpose, CancellationToken cancellationToken)
    {
        var ring = await RingAsync(cancellationToken);
        return ring.Keys.ContainsKey(version) ? ring.Derive(version, purpose) : null;
    }

    private async ValueTask<Ring> RingAsync(CancellationToken cancellationToken)
    {
        var text = await secrets.GetAsync(name, cancellationToken)
            ?? throw new InvalidOperationException($"The secret {name} is not set. The deployment sets it; the local host makes it on its first start.");
        var ring = _ring;
        if (ring is not null && ring.Text == text)
            return ring;

        return _ring = Ring.Parse(name, text);
    }

    private sealed record Ring(string Text, byte Current, IReadOnlyDictionary<byte, byte[]> Keys)
    {
        // Of this ring alone: another key under a known version must not meet what was derived from the old one, not even by one who still uses that.
        private readonly ConcurrentDictionary<(byte Version, string Purpose), byte[]> _derived = new();

        public byte[] Derive(byte version, string purpose) => _derived.GetOrAdd(
            (version, purpose),
            static (id, keys) => HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[id.Version], KeyBytes, info: Encoding.UTF8.GetBytes(id.Purpose)),
            Keys);

        public static Ring Parse(SecretName name, string text)
        {
            var keys = new Dictionary<byte, byte[]>();
            byte? current = null;
            foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = part.IndexOf(':', StringComparison.Ordinal);
                var key = new byte[KeyBytes];
                if (colon < 1
                    || !byte.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                    || !Convert.TryFromBase64String(part[(colon + 1)..], key, out var length) || length != KeyBytes
                    || !keys.TryAdd(version, key))
                {
                    throw new InvalidOperationException(
                        $"The secret {name} must be '{{version}}:{{base64 of 32 bytes}}', several separated by commas, the current first, versions 0 to 255.");
                }

                current ??= version;
            }

            return new Ring(text, current ?? throw new InvalidOperationException($"The secret {name} is empty."), keys);
        }
    }
}
