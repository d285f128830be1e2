using System.Buffers;
using System.Text;

namespace Gatehouse.State;

/// <summary>
/// What Azure Table Storage takes, enforced alike by every adapter so that what works on one works on all.
/// A breach is a defect in the caller: <see cref="ArgumentException"/>.
/// </summary>
public static class StateLimits
{
    /// <summary>The most characters of a key, after <see cref="StateKeyEncoding"/>.</summary>
    public const int KeyCharacters = 512;

    /// <summary>The most bytes of a row: 1 MiB less what keys, names and the timestamp take.</summary>
    public const int BodyBytes = (1024 * 1024) - (4 * 1024);

    /// <summary>The most changes in a batch.</summary>
    public const int BatchRows = 100;

    /// <summary>The most bytes of a batch: what a request of 4 MiB holds as Base64 beside each row's envelope.</summary>
    public const int BatchBytes = ((4 * 1024 * 1024) - (BatchRows * 4 * 1024)) / 4 * 3;

    /// <summary>The most rows of a page.</summary>
    public const int PageRows = 1000;

    /// <summary>Checks a table's name: 3 to 63 ASCII letters and digits, starting with a letter.</summary>
    public static void CheckTable(string table)
    {
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{table}' is no table name: 3 to 63 letters and digits, starting with a letter.", nameof(table));
    }

    /// <summary>
    /// Checks both parts of a key: their length, and that no half of a surrogate pair stands alone, which UTF-8 cannot hold.
    /// </summary>
    public static void CheckKey(StateKey key)
    {
        CheckKeyPart(key.Partition, "partition");
        CheckKeyPart(key.Row, "row");
    }

    /// <summary>Checks the size of a document.</summary>
    public static void CheckBody(ReadOnlyMemory<byte> body)
    {
        if (body.Length > BodyBytes)
            throw new ArgumentException($"A row holds at most {BodyBytes} bytes; this one has {body.Length}.", nameof(body));
    }

    /// <summary>Checks the number of rows of a page.</summary>
    public static void CheckPage(int limit) => ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(limit - 1), (uint)(PageRows - 1), nameof(limit));

    /// <summary>
    /// Checks a batch: its keys and bodies, their number and size, that no row is in it twice, and that a replacement names a version.
    /// </summary>
    public static void CheckBatch(string partition, IReadOnlyList<StateChange> changes)
    {
        if (changes.Count is 0 or > BatchRows)
            throw new ArgumentException($"A batch has 1 to {BatchRows} changes; this one has {changes.Count}.", nameof(changes));

        var bytes = 0L;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            CheckKey(new StateKey(partition, change.Row));
            CheckBody(change.Body);
            bytes += change.Body.Length;
            if (change is { Kind: StateChangeKind.Replace, ETag: null })
                throw new ArgumentException($"The replacement of row '{change.Row}' names no version.", nameof(changes));

            if (!rows.Add(change.Row))
                throw new ArgumentException($"The row '{change.Row}' is in the batch twice.", nameof(changes));
        }

        if (bytes > BatchBytes)
            throw new ArgumentException($"A batch holds at most {BatchBytes} bytes; this one has {bytes}.", nameof(changes));
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\ud800', '\udfff') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
                return false;

            text = text[(at + length)..];
        }

        return true;
    }

    private static void CheckKeyPart(string part, string name)
    {
        if (StateKeyEncoding.EncodedLength(part) > KeyCharacters)
            throw new ArgumentException($"A {name} key has at most {KeyCharacters} characters when encoded.", name);

        if (!IsWellFormed(part))
            throw new ArgumentException($"A {name} key holds half of a surrogate pair.", name);
    }
}
