using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>How a Spintly simulator is hosted, whom it serves and what it assumes.</summary>
public sealed record SpintlySimulatorOptions
{
    /// <summary>Port, clock, randomness and limits.</summary>
    public SimulatorOptions Host { get; init; } = new();

    /// <summary>What the vendor does not document.</summary>
    public SpintlyAssumptions Assumptions { get; init; } = new();

    /// <summary>The organisations, by default one; each starts with sites and access points of its own.</summary>
    public IReadOnlyList<OrganisationSettings> Organisations { get; init; } =
    [
        new(641, "demo-client", "demo-client-secret", "Harbour co-working"),
    ];
}
