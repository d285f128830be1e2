using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Reads and writes the vendor's dates.</summary>
internal sealed partial class AktionDates(TimeZoneInfo zone, DateForm form)
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd",
    ];

    public string Write(DateTimeOffset instant) => form == DateForm.Milliseconds
        ? string.Create(CultureInfo.InvariantCulture, $"/Date({instant.ToUnixTimeMilliseconds()})/")
        : TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Reads a date in each form; one without a zone is local.</summary>
    public bool TryRead(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null)
            return false;
        if (Milliseconds().Match(text) is { Success: true } match)
        {
            instant = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture));
            return true;
        }

        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var date))
            return false;
        instant = date.Kind == DateTimeKind.Utc ? new DateTimeOffset(date) : new DateTimeOffset(date, zone.GetUtcOffset(date));
        return true;
    }

    [GeneratedRegex(@"^/Date\((?<ms>-?\d{1,15})(?:[+-]\d{4})?\)/$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Milliseconds();
}
