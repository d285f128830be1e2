using System.Globalization;
using Gatehouse.Time;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Reads and writes dates, which the vendor keeps as free texts: "ISO date string" by the seed, and anything in practice.</summary>
/// <param name="facility">The facility's zone, whose offset all instants get and which a date without one is in.</param>
/// <param name="format">How dates are written.</param>
internal readonly struct HappyHabitatDates(FacilityZone facility, HappyHabitatDateFormat format)
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    private static readonly FacilityZone Utc = FacilityZone.Find("UTC");

    private static readonly string[] LocalFormats =
        [Seconds, "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private static readonly string[] ZonedFormats = [Seconds + "K", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    /// <summary>Reads a date; <see langword="null"/> for none and for a text that is none. Nobody checks what is written there, so that is no error.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edge">Which end of a window it is.</param>
    /// <param name="inUtc">Whether a date without a zone is in UTC, not the facility's.</param>
    public DateTimeOffset? Read(string? text, LocalEdge edge, bool inUtc = false)
    {
        text = text?.Trim();
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local.Year == 1 ? null : facility.ToLocal((inUtc ? Utc : facility).FromLocal(local, edge));
        return DateTimeOffset.TryParseExact(text, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year > 1
            ? facility.ToLocal(instant)
            : null;
    }

    /// <summary>Writes an instant.</summary>
    public string Write(DateTimeOffset instant) => format switch
    {
        HappyHabitatDateFormat.Utc => instant.UtcDateTime.ToString(Seconds + "'Z'", CultureInfo.InvariantCulture),
        HappyHabitatDateFormat.Local => facility.ToLocal(instant).ToString(Seconds, CultureInfo.InvariantCulture),
        _ => facility.ToLocal(instant).ToString(Seconds + "zzz", CultureInfo.InvariantCulture),
    };

    /// <summary>Writes an instant that the vendor may hold already; what means the same stays as it is written.</summary>
    public string Write(DateTimeOffset instant, LocalEdge edge, string? held) => held is not null && Read(held, edge) == instant ? held : Write(instant);
}
