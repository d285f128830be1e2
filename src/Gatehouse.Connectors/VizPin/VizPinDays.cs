using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Time;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Windows as the vendor holds them: whole days in the facility's zone, both included (seed 004, "start_date", "stop_date").</summary>
internal static class VizPinDays
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The days that a window touches.</summary>
    public static (DateOnly Start, DateOnly Stop) Of(FacilityZone zone, AccessWindow window)
    {
        var last = window.To > window.From ? window.To.AddTicks(-1) : window.To;
        return (Day(zone, window.From), Day(zone, last));
    }

    /// <summary>From the beginning of a day to the end of another.</summary>
    public static AccessWindow Window(FacilityZone zone, DateOnly start, DateOnly stop) => new(
        zone.FromLocal(start.ToDateTime(TimeOnly.MinValue), LocalEdge.Start),
        zone.FromLocal(stop.AddDays(1).ToDateTime(TimeOnly.MinValue), LocalEdge.End));

    public static DateOnly Day(FacilityZone zone, DateTimeOffset instant) => DateOnly.FromDateTime(zone.ToLocal(instant).DateTime);

    public static string Write(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryRead(string? text, out DateOnly day)
    {
        day = default;
        // A time behind the day does not count.
        return text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
