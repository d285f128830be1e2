namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>What mapping needs to know of a facility.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Dates">How its dates are read and written.</param>
/// <param name="Now">The present: what arrives later is expected.</param>
internal readonly record struct HappyHabitatScope(string Facility, HappyHabitatSettings Settings, HappyHabitatDates Dates, DateTimeOffset Now)
{
    public static HappyHabitatScope Of(FacilityContext context, TimeProvider time)
    {
        var settings = context.Settings<HappyHabitatSettings>();
        return new HappyHabitatScope(context.Facility.Id, settings, new HappyHabitatDates(context.Zone, settings.DateFormat), time.GetUtcNow());
    }
}
