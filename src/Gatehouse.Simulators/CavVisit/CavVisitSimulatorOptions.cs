using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>How a CavVisit simulator is hosted, whom it serves and what it assumes.</summary>
public sealed record CavVisitSimulatorOptions
{
    /// <summary>Port, clock, randomness and limits.</summary>
    public SimulatorOptions Host { get; init; } = new();

    /// <summary>What the vendor does not document.</summary>
    public CavVisitAssumptions Assumptions { get; init; } = new();

    /// <summary>The customers, by default two; each starts with companies, hosts and visits of its own.</summary>
    public IReadOnlyList<CustomerSettings> Customers { get; init; } =
    [
        new(1, "demo-key-hq", "Head quarters"),
        new(2, "demo-key-west", "Local office West Coast", "America/Los_Angeles"),
    ];
}
