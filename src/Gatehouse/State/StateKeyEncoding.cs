using System.Buffers;
using System.Text;

namespace Gatehouse.State;

/// <summary>
/// Writes any key with the characters that Table Storage allows in one, so that encoded keys sort as the keys do
/// and an encoded prefix is a prefix of the encoded key.
/// </summary>
/// <remarks>
/// A forbidden character becomes its lower neighbour and a mark; the neighbour itself gets a lower mark.
/// Control characters sort below the space and above the tilde, and are written as those with a mark.
/// </remarks>
public static class StateKeyEncoding
{
    private const string Marks = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const char LastMark = 'Z';
    private static readonly SearchValues<char> Marked = SearchValues.Create("\".>[ ~");

    /// <summary>The key as it is stored.</summary>
    public static string Encode(string key)
    {
        if (EncodedLength(key) == key.Length)
            return key;

        var text = new StringBuilder(key.Length + 8);
        foreach (var c in key)
        {
            var (stored, mark) = Pair(c);
            text.Append(stored);
            if (mark != default)
                text.Append(mark);
        }

        return text.ToString();
    }

    /// <summary>The key that was encoded.</summary>
    /// <exception cref="FormatException">The text was not written by <see cref="Encode"/>.</exception>
    public static string Decode(string encoded)
    {
        if (encoded.AsSpan().IndexOfAny(Marked) < 0)
            return encoded;

        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            var c = encoded[i];
            if (!Marked.Contains(c))
            {
                text.Append(c);
                continue;
            }

            if (++i == encoded.Length)
                throw new FormatException("The key ends within a pair.");

            text.Append(Unpair(c, encoded[i]));
        }

        return text.ToString();
    }

    /// <summary>How many characters the encoded key has.</summary>
    public static int EncodedLength(string key)
    {
        var length = key.Length;
        foreach (var c in key)
        {
            if (Pair(c).Mark != default)
                length++;
        }

        return length;
    }

    private static (char Stored, char Mark) Pair(char c) => c switch
    {
        < ' ' => (' ', Marks[c]),
        ' ' => (' ', LastMark),
        '"' or '.' or '>' or '[' or '~' => (c, Marks[0]),
        '#' or '/' or '?' or '\\' => ((char)(c - 1), Marks[1]),
        >= '\u007f' and <= '\u009f' => ('~', Marks[c - '\u007f' + 1]),
        _ => (c, default),
    };

    private static char Unpair(char stored, char mark)
    {
        if ((stored, mark) is (' ', LastMark))
            return ' ';

        var index = Marks.IndexOf(mark, StringComparison.Ordinal);
        return stored switch
        {
            ' ' when index is >= 0 and < ' ' => (char)index,
            '~' when index == 0 => '~',
            '~' when index is > 0 and <= 33 => (char)('\u007f' + index - 1),
            '"' or '.' or '>' or '[' when index is 0 or 1 => (char)(stored + index),
            _ => throw new FormatException($"The key holds the unknown pair '{stored}{mark}'."),
        };
    }
}
