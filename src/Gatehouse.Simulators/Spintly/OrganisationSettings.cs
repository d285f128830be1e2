namespace Gatehouse.Simulators.Spintly;

/// <summary>An organisation of the vendor: one facility with its own client.</summary>
/// <param name="Id">The organisation's id, in the paths.</param>
/// <param name="ClientId">The OAuth client.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Name">What people call it.</param>
public sealed record OrganisationSettings(int Id, string ClientId, string ClientSecret, string Name);
