using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gatehouse.State;

/// <summary>Where a page ended, as text: the key of its last row. For adapters; to callers it is opaque.</summary>
public static class StateContinuation
{
    /// <summary>The text for a page whose last row has the key <paramref name="last"/>.</summary>
    public static string Encode(StateKey last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{last.Partition.Length}:{last.Partition}{last.Row}")));

    /// <summary>The key of the row after which the next page of <paramref name="range"/> begins.</summary>
    /// <exception cref="ArgumentException">The text was not written for this range.</exception>
    public static StateKey Decode(string continuation, StateRange range)
    {
        if (TryDecode(continuation) is { } key && (range.Partition is null || range.Partition == key.Partition))
            return key;

        throw new ArgumentException("The continuation does not belong to this query.", nameof(continuation));
    }

    private static StateKey? TryDecode(string continuation)
    {
        if (!Base64Url.IsValid(continuation))
            return null;

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation));
        var start = text.IndexOf(':', StringComparison.Ordinal) + 1;
        return start > 0
            && int.TryParse(text.AsSpan(0, start - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= text.Length - start
                ? new StateKey(text.Substring(start, length), text[(start + length)..])
                : null;
    }
}
