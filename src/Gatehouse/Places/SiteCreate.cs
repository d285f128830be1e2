using Gatehouse.Model;

namespace Gatehouse.Places;

/// <summary>Asks a connector for a new site.</summary>
/// <param name="Draft">The site, checked.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again, if the vendor has such a place.</param>
public sealed record SiteCreate(SiteDraft Draft, string Marker);
