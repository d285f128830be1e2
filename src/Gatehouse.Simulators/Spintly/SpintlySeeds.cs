namespace Gatehouse.Simulators.Spintly;

/// <summary>What an organisation has at the start: three sites with doors. All invented.</summary>
internal static class SpintlySeeds
{
    private static readonly (string Name, string Location, string[] Doors)[] Sites =
    [
        ("Harbour House", "Bengaluru", ["Main entrance", "Lobby turnstile", "Meeting floor", "Roof terrace"]),
        ("Mill Lane", "Mumbai", ["Main entrance", "Car park", "Loading bay"]),
        ("Orchard Court", "Pune", ["Main entrance", "Gym"]),
    ];

    public static void Fill(SpintlyOrganisation organisation)
    {
        foreach (var (name, location, doors) in Sites)
        {
            var site = organisation.AddSite(name, location);
            foreach (var door in doors)
                organisation.AddAccessPoint(site.Id, door);
        }
    }
}
