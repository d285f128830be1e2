using System.Text;

namespace Gatehouse.Sqlite.State;

/// <summary>
/// Keys as bytes that SQLite compares as .NET compares the text by ordinal. That is UTF-8, save that each half of a surrogate pair
/// is written by itself (CESU-8), because UTF-8 sorts pairs above U+E000 to U+FFFF and UTF-16 below.
/// </summary>
internal static class StateKeyBytes
{
    /// <summary>Above every key.</summary>
    public static readonly byte[] Last = [0xFF];

    public static byte[] Encode(string key)
    {
        if (!key.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return Encoding.UTF8.GetBytes(key);

        var bytes = new List<byte>(key.Length * 3);
        foreach (var c in key)
        {
            if (c < 0x80)
                bytes.Add((byte)c);
            else if (c < 0x800)
                bytes.AddRange([(byte)(0xC0 | (c >> 6)), (byte)(0x80 | (c & 0x3F))]);
            else
                bytes.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
        }

        return [.. bytes];
    }

    public static string Decode(byte[] bytes)
    {
        // Only a half of a pair, U+D800 and up, or its neighbours below, starts with this byte.
        if (!bytes.AsSpan().Contains((byte)0xED))
            return Encoding.UTF8.GetString(bytes);

        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length;)
        {
            var (c, length) = bytes[i] switch
            {
                < 0x80 and var first => (first, 1),
                < 0xE0 and var first => (((first & 0x1F) << 6) | (bytes[i + 1] & 0x3F), 2),
                var first => (((first & 0x0F) << 12) | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F), 3),
            };
            text.Append((char)c);
            i += length;
        }

        return text.ToString();
    }

    /// <summary>The least key above this one.</summary>
    public static byte[] After(string key) => [.. Encode(key), 0];
}
