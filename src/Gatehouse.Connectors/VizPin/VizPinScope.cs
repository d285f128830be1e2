using Gatehouse.Time;

namespace Gatehouse.Connectors.VizPin;

/// <summary>What mapping needs to know of a facility.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Zone">Its time zone.</param>
internal readonly record struct VizPinScope(string Facility, VizPinSettings Settings, FacilityZone Zone)
{
    public VizPinMembers Members => Settings.Members;

    public static VizPinScope Of(FacilityContext context) => new(context.Facility.Id, context.Settings<VizPinSettings>(), context.Zone);
}
