using System.Globalization;
using Gatehouse.Time;

namespace Gatehouse.Connectors.Wire;

/// <summary>Reads dates in the forms that vendors write them in.</summary>
internal static class WireDate
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd",
    ];

    private static readonly string[] ZonedFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>Reads a date; one of the year 1 is how some platforms write none.</summary>
    /// <param name="text">ISO 8601 with or without zone, with a blank in place of the T, to the minute or finer, or <c>/Date(ms)/</c>.</param>
    /// <param name="zone">The zone of a date that names none.</param>
    /// <param name="edge">Which end of a window it is.</param>
    /// <param name="instant">The instant.</param>
    public static bool TryRead(string text, FacilityZone zone, LocalEdge edge, out DateTimeOffset instant)
    {
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            instant = local.Year == 1 ? default : zone.FromLocal(local, edge);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
            || TryReadMilliseconds(text, out instant);
    }

    // "/Date(1770202477469)/", with an offset behind the number in some versions; the number is in UTC all the same.
    private static bool TryReadMilliseconds(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (!text.StartsWith("/Date(", StringComparison.Ordinal) || !text.EndsWith(")/", StringComparison.Ordinal))
            return false;

        var number = text.AsSpan(6, text.Length - 8);
        var offset = number.Length > 1 ? number[1..].IndexOfAny('+', '-') : -1;
        if (offset >= 0)
            number = number[..(offset + 1)];
        if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
            return false;

        var first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(first, milliseconds));
        return true;
    }
}
