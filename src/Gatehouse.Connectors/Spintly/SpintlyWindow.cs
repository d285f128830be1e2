using Gatehouse.Access;
using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>A window in whole epoch seconds, never wider than asked: the start rounded up, the end down.</summary>
/// <param name="Start">The first second.</param>
/// <param name="End">The second it is over.</param>
internal sealed record SpintlyWindow(long Start, long End)
{
    public bool IsEmpty => End <= Start;

    public static SpintlyWindow Of(DateTimeOffset from, DateTimeOffset to)
    {
        var start = from.ToUnixTimeSeconds();
        return new SpintlyWindow(DateTimeOffset.FromUnixTimeSeconds(start) < from ? start + 1 : start, to.ToUnixTimeSeconds());
    }

    public static SpintlyWindow Of(AccessWindow window) => Of(window.From, window.To);

    /// <summary>The window of a visit that has both ends.</summary>
    public static SpintlyWindow Of(TimeWindow window) => Of(window.From!.Value, window.To!.Value);

    public AccessWindow ToAccess(FacilityContext context) => new(Local(context, Start), Local(context, End));

    public TimeWindow ToVisit(FacilityContext context) => new() { From = Local(context, Start), To = Local(context, End) };

    private static DateTimeOffset Local(FacilityContext context, long seconds) => context.Zone.ToLocal(DateTimeOffset.FromUnixTimeSeconds(seconds));
}
