using Gatehouse.Model;

namespace Gatehouse.Places;

/// <summary>Asks a connector to write the vendor's access point anew.</summary>
/// <param name="Current">The access point as the vendor has it, with <see cref="AccessPoint.Raw"/>.</param>
/// <param name="Draft">The access point as it shall be, whole: what is not in it is cleared.</param>
public sealed record AccessPointUpdate(AccessPoint Current, AccessPointDraft Draft);
