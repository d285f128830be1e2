using System.Globalization;
using System.Text.Json;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Reads and writes the vendor's dates. Their format in answers is not documented, so every likely one is read.</summary>
/// <param name="facility">The facility's zone, whose offset all instants get.</param>
/// <param name="inUtc">Whether dates without a zone are meant in UTC [assumed: in the facility's zone].</param>
internal readonly struct CavVisitDates(FacilityZone facility, bool inUtc)
{
    private const string MinuteFormat = "yyyy-MM-dd HH:mm";

    private static readonly FacilityZone Utc = FacilityZone.Find("UTC");

    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd",
    ];

    private static readonly string[] ZonedFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
    ];

    private FacilityZone Zone => inUtc ? Utc : facility;

    /// <summary>Reads a date; <see langword="null"/> for none and for <c>0001-01-01</c>, which is how the vendor's platform writes none.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is in no known format.</exception>
    public DateTimeOffset? Read(JsonElement value, LocalEdge edge)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
        if (text.Length == 0)
            return null;

        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local.Year == 1 ? null : facility.ToLocal(Zone.FromLocal(local, edge));
        if (DateTimeOffset.TryParseExact(text, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.Year == 1 ? null : facility.ToLocal(instant);
        if (TryReadMilliseconds(text, out instant))
            return instant.Year == 1 ? null : facility.ToLocal(instant);

        throw new VendorException(new VendorError(
            VendorErrorKind.Protocol, $"CavVisit's date '{VendorHttp.Shorten(text)}' is in no known format.", "date_not_understood", EffectUnknown: true));
    }

    /// <summary>Writes an instant as the vendor's examples do, in whole minutes; a start moves to the next one and an end back, so that access is never widened.</summary>
    public string Write(DateTimeOffset instant, LocalEdge edge)
    {
        var over = instant.Ticks % TimeSpan.TicksPerMinute;
        var minute = over == 0 ? instant : instant.AddTicks(-over);
        if (over > 0 && edge == LocalEdge.Start)
            minute = minute.AddMinutes(1);
        return Zone.ToLocal(minute).DateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
    }

    /// <summary>What is read of an instant once it has been written.</summary>
    public DateTimeOffset Written(DateTimeOffset instant, LocalEdge edge) =>
        Zone.FromLocal(DateTime.ParseExact(Write(instant, edge), MinuteFormat, CultureInfo.InvariantCulture), edge);

    /// <summary>
    /// Writes an instant that the vendor may hold already. What it holds to the second stays as it holds it,
    /// or each change of something else would take a bit off the date.
    /// </summary>
    public string Write(DateTimeOffset instant, LocalEdge edge, JsonElement held) =>
        instant.Ticks % TimeSpan.TicksPerMinute != 0 && held.ValueKind == JsonValueKind.String && Read(held, edge) == instant
            ? held.GetString()!
            : Write(instant, edge);

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
