namespace Gatehouse.Simulators.Spintly;

/// <summary>An access point (door), with the members that vendors.md names: [P].</summary>
/// <param name="Id">Made by the vendor.</param>
/// <param name="Name">Its name.</param>
/// <param name="SiteId">Its site.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
public sealed record AccessPoint(int Id, string Name, int SiteId, DateTimeOffset CreatedAt);
