using Gatehouse.Access;
using Gatehouse.Time;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The days that a user holds a role, both included.</summary>
/// <param name="Start">The first.</param>
/// <param name="Stop">The last.</param>
/// <param name="HasGap">Whether there are days between that nobody asked for.</param>
internal sealed record VizPinPeriod(DateOnly Start, DateOnly Stop, bool HasGap)
{
    /// <summary>From the first to the last day of all grants of a role; <see langword="null"/> when there are none.</summary>
    /// <param name="zone">The facility's zone.</param>
    /// <param name="own">The grant's own window, where it stays.</param>
    /// <param name="others">The other live grants of the same person.</param>
    /// <param name="role">The role.</param>
    public static VizPinPeriod? Union(FacilityZone zone, AccessWindow? own, IReadOnlyList<AccessShare> others, string role)
    {
        var windows = others.Where(other => other.Roles.Contains(role, StringComparer.Ordinal)).Select(other => other.Window);
        var days = (own is null ? windows : windows.Append(own)).Select(window => VizPinDays.Of(zone, window)).OrderBy(day => day.Start).ToList();
        if (days.Count == 0)
            return null;

        var (start, stop) = days[0];
        var hasGap = false;
        foreach (var next in days.Skip(1))
        {
            hasGap |= next.Start > stop.AddDays(1);
            stop = next.Stop > stop ? next.Stop : stop;
        }

        return new VizPinPeriod(start, stop, hasGap);
    }
}
