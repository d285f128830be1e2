namespace Gatehouse.Simulators.CavVisit;

/// <summary>A customer of the vendor: one facility with its own keys ("One Facility – One Integration", seed 000).</summary>
/// <param name="Id">The customerId.</param>
/// <param name="Key">The customerKey.</param>
/// <param name="Name">What people call the facility.</param>
/// <param name="TimeZone">IANA name of the zone that the facility's dates are in.</param>
public sealed record CustomerSettings(int Id, string Key, string Name, string TimeZone = "Europe/Stockholm");
