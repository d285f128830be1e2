using Gatehouse.Model;

namespace Gatehouse.Places;

/// <summary>Asks a connector for a new access point.</summary>
/// <param name="Draft">The access point, checked.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again, if the vendor has such a place.</param>
public sealed record AccessPointCreate(AccessPointDraft Draft, string Marker);
