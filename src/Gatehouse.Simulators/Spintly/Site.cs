namespace Gatehouse.Simulators.Spintly;

/// <summary>A site, with the members that vendors.md names: [P].</summary>
/// <param name="Id">Made by the vendor.</param>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where it is.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
public sealed record Site(int Id, string Name, string Location, DateTimeOffset CreatedAt);
