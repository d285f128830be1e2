using Gatehouse.Model;

namespace Gatehouse.Places;

/// <summary>Asks a connector to write the vendor's site anew.</summary>
/// <param name="Current">The site as the vendor has it, with <see cref="Site.Raw"/>.</param>
/// <param name="Draft">The site as it shall be, whole: what is not in it is cleared.</param>
public sealed record SiteUpdate(Site Current, SiteDraft Draft);
