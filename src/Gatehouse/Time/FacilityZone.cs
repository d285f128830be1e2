using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Time;

/// <summary>
/// A facility's time zone. Turns instants into local times and back so that daylight saving never widens access.
/// </summary>
public sealed class FacilityZone
{
    private readonly TimeZoneInfo _zone;

    private FacilityZone(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The zone's IANA name.</summary>
    public string Id => _zone.Id;

    /// <summary>Finds a zone by its IANA name, such as <c>Europe/Stockholm</c> or <c>UTC</c>.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out FacilityZone? zone)
    {
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) && found.HasIanaId ? new FacilityZone(found) : null;
        return zone is not null;
    }

    /// <summary>Finds a zone that is known to exist.</summary>
    /// <exception cref="TimeZoneNotFoundException">It does not.</exception>
    public static FacilityZone Find(string id) =>
        TryFind(id, out var zone) ? zone : throw new TimeZoneNotFoundException($"'{id}' is no IANA time zone.");

    /// <summary>The same instant with the zone's offset.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>
    /// The instant of a local time. One that the clock skips moves forward by the gap; of one that it shows twice
    /// a start is the later and an end the earlier instant.
    /// </summary>
    /// <param name="local">The time that a clock at the facility shows; its <see cref="DateTime.Kind"/> does not count.</param>
    /// <param name="edge">Which end of a window it is.</param>
    public DateTimeOffset FromLocal(DateTime local, LocalEdge edge)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(local))
            return ToLocal(new DateTimeOffset(local, OffsetBefore(local)));

        if (!_zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, _zone.GetUtcOffset(local));

        // The larger offset is the earlier instant.
        var offsets = _zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, edge == LocalEdge.Start ? offsets.Min() : offsets.Max());
    }

    private TimeSpan OffsetBefore(DateTime skipped)
    {
        var before = skipped;
        while (_zone.IsInvalidTime(before))
            before = before.AddMinutes(-15);
        return _zone.GetUtcOffset(before);
    }
}
