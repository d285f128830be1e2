using System.Globalization;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>The vendor's two ways to write a date: <c>2020-03-20 05:15</c> (seed 000) and <c>2023-05-25T05:15:00Z</c> (version 1.2).</summary>
internal static class CavVisitDates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a date: <see cref="DateTimeKind.Utc"/> when it names a zone, otherwise unspecified.</summary>
    public static bool TryRead(string? text, out DateTime date) => DateTime.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out date);

    public static string Write(DateTime date, DateAnswer answer) => date.ToString(
        answer == DateAnswer.Iso ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The local time in a zone, if the date is in UTC; others are local already.</summary>
    public static DateTime ToLocal(DateTime date, TimeZoneInfo zone) =>
        date.Kind == DateTimeKind.Utc ? TimeZoneInfo.ConvertTime(date, TimeZoneInfo.Utc, zone) : date;

    /// <summary>The local time of an instant, in whole seconds.</summary>
    public static DateTime ToLocal(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        return new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
    }
}
