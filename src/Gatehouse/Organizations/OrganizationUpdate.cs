using Gatehouse.Model;

namespace Gatehouse.Organizations;

/// <summary>Asks a connector to write an organization anew.</summary>
/// <param name="Current">The organization as the vendor has it, with <see cref="Organization.Raw"/>.</param>
/// <param name="Draft">The organization as it shall be, whole: what is not in it is cleared.</param>
public sealed record OrganizationUpdate(Organization Current, OrganizationDraft Draft);
