using Gatehouse.Model;

namespace Gatehouse.Organizations;

/// <summary>Asks a connector for a new organization.</summary>
/// <param name="Draft">The organization, checked.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again, if the vendor has such a place.</param>
public sealed record OrganizationCreate(OrganizationDraft Draft, string Marker);
