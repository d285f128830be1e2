namespace Gatehouse.Time;

/// <summary>
/// The years that callers can name. Beyond them vendors mean "none" (year 1) or "for ever" (9999), and there is no room to reckon
/// with zones and days before and after.
/// </summary>
public static class CalendarYears
{
    private const int First = 1900;
    private const int Last = 8999;

    /// <summary>What is wrong with a time; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(DateTimeOffset time) => time.UtcDateTime.Year is < First or > Last
        ? FormattableString.Invariant($"Must be in the years {First} to {Last}.")
        : null;
}
