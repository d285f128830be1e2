using Gatehouse.Facilities;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Testing;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

/// <summary>A simulated Happy Habitat, and the connector that speaks to it.</summary>
internal sealed class Installation : VendorInstallation
{
    public const string Password = "p&ss+ /ö=\"100%";

    private Installation(HappyHabitatSimulator simulator, FakeClock clock)
        : base(simulator.Host, clock, Park, ("password", Password)) => Simulator = simulator;

    public HappyHabitatSimulator Simulator { get; }

    /// <summary>A resident whom nobody visits.</summary>
    public Resident Resident => Simulator.Data.Residents.List()[^1];

    public IEnumerable<string> Calls => CallsBelow("/api/");

    private static Facility Park => new()
    {
        Id = "park",
        Name = "Park",
        System = "happy-habitat",
        TimeZone = "America/Mexico_City",
        Settings = Settings(("username", "hub")),
    };

    public static async Task<Installation> StartAsync(HappyHabitatAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new HappyHabitatAssumptions(),
            Users =
            [
                new HappyHabitatUser("hub", Password, HappyHabitatUser.SystemAdministrator),
                new HappyHabitatUser("guard", Password, "VIGILANCE"),
            ],
        });
        return await ReadyAsync(new Installation(simulator, clock));
    }

    /// <summary>Makes the facility's password a wrong one.</summary>
    public void SpoilPassword() => SetSecret("password", "wrong-" + Password);
}
