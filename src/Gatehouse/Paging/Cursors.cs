using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Security;
using Gatehouse.Validation;

namespace Gatehouse.Paging;

/// <summary>Turns positions in a list into signed texts and back, so that a caller can neither read much into them nor change them.</summary>
/// <param name="keys">The hub's keys.</param>
public sealed class Cursors(HubKeys keys)
{
    private const string Purpose = "gatehouse/cursor";
    private const int MacBytes = 16;

    /// <summary>Signs a position.</summary>
    /// <param name="list">What is listed, with its conditions: a cursor is good for the same list only.</param>
    /// <param name="position">Where to go on.</param>
    /// <param name="cancellationToken">Cancels reading the key.</param>
    public async ValueTask<string> EncodeAsync(string list, string position, CancellationToken cancellationToken)
    {
        var (version, key) = await keys.CurrentAsync(Purpose, cancellationToken);
        var text = Encoding.UTF8.GetBytes(position);
        byte[] cursor = [version, .. Mac(key, list, text), .. text];
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>Reads a cursor that was made for the same list.</summary>
    /// <exception cref="InvalidInputException">It was changed, or made for another list.</exception>
    public async ValueTask<string> DecodeAsync(string list, string cursor, CancellationToken cancellationToken)
    {
        if (Base64Url.IsValid(cursor))
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length > 1 + MacBytes
                && await keys.OfVersionAsync(bytes[0], Purpose, cancellationToken) is { } key
                && CryptographicOperations.FixedTimeEquals(Mac(key, list, bytes[(1 + MacBytes)..]), bytes.AsSpan(1, MacBytes)))
            {
                return Encoding.UTF8.GetString(bytes, 1 + MacBytes, bytes.Length - 1 - MacBytes);
            }
        }

        throw new InvalidInputException("cursor", "This cursor is not valid for this list. Follow nextLink as it is, or begin again without a cursor.");
    }

    private static byte[] Mac(byte[] key, string list, byte[] position) =>
        HMACSHA256.HashData(key.AsSpan(), [.. Encoding.UTF8.GetBytes(list), 0, .. position])[..MacBytes];
}
