using System.Security.Cryptography;
using System.Text;
using Gatehouse.State;

namespace Gatehouse.Security;

/// <summary>Encrypts what must not be readable at rest: AES-256-GCM, bound to the place where it is stored.</summary>
/// <param name="keys">The hub's keys.</param>
public sealed class DataProtector(HubKeys keys)
{
    private const string Purpose = "gatehouse/protect";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    /// <summary>Encrypts; the result holds the key's version, a nonce, a tag and as many bytes as the plain text.</summary>
    public async ValueTask<byte[]> ProtectAsync(string table, StateKey key, ReadOnlyMemory<byte> plain, CancellationToken cancellationToken)
    {
        var (version, secret) = await keys.CurrentAsync(Purpose, cancellationToken);
        var result = new byte[HeaderBytes + plain.Length];
        result[0] = version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(secret, TagBytes);
        cipher.Encrypt(nonce, plain.Span, result.AsSpan(HeaderBytes), result.AsSpan(1 + NonceBytes, TagBytes), Place(table, key));
        return result;
    }

    /// <summary>Decrypts what was encrypted for the same place.</summary>
    /// <exception cref="CryptographicException">It was changed, moved, or its key is no longer kept.</exception>
    public async ValueTask<byte[]> UnprotectAsync(string table, StateKey key, ReadOnlyMemory<byte> cipherText, CancellationToken cancellationToken)
    {
        if (cipherText.Length < HeaderBytes)
            throw new CryptographicException("The encrypted value is too short.");

        var secret = await keys.OfVersionAsync(cipherText.Span[0], Purpose, cancellationToken)
            ?? throw new CryptographicException($"The value is encrypted with version {cipherText.Span[0]} of hub-data-key, which is no longer in it.");
        var plain = new byte[cipherText.Length - HeaderBytes];
        using var cipher = new AesGcm(secret, TagBytes);
        cipher.Decrypt(
            cipherText.Span.Slice(1, NonceBytes), cipherText.Span[HeaderBytes..], cipherText.Span.Slice(1 + NonceBytes, TagBytes), plain, Place(table, key));
        return plain;
    }

    private static byte[] Place(string table, StateKey key) => Encoding.UTF8.GetBytes($"{table}\n{key.Partition}\n{key.Row}");
}
