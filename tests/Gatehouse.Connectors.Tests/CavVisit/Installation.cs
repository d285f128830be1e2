using Gatehouse.Facilities;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;

namespace Gatehouse.Connectors.Tests.CavVisit;

/// <summary>A simulated CavVisit, and the connector that speaks to it.</summary>
internal sealed class Installation : VendorInstallation
{
    public const string Key = "k&y+ /ö=\"100%";

    private Installation(CavVisitSimulator simulator, FakeClock clock)
        : base(simulator.Host, clock, Hq, ("customer-key", Key)) => Simulator = simulator;

    public CavVisitSimulator Simulator { get; }

    public CavVisitCustomer Customer => Simulator.Customer(7);

    public IEnumerable<string> Calls => CallsBelow("/api/");

    private static Facility Hq => new()
    {
        Id = "hq",
        Name = "Head quarters",
        System = "cavvisit",
        TimeZone = "Europe/Stockholm",
        Settings = Settings(("customerId", 7)),
    };

    public static async Task<Installation> StartAsync(CavVisitAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new CavVisitAssumptions(),
            Customers = [new CustomerSettings(7, Key, "Head quarters")],
        });
        return await ReadyAsync(new Installation(simulator, clock));
    }
}
