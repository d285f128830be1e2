namespace Gatehouse.Connectors.CavVisit;

/// <summary>What mapping needs to know of a facility.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Dates">How its dates are read and written.</param>
internal readonly record struct CavVisitScope(string Facility, CavVisitSettings Settings, CavVisitDates Dates)
{
    public static CavVisitScope Of(FacilityContext context)
    {
        var settings = context.Settings<CavVisitSettings>();
        return new CavVisitScope(context.Facility.Id, settings, new CavVisitDates(context.Zone, settings.DatesInUtc));
    }
}
