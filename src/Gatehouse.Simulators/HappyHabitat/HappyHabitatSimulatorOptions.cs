using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>How a Happy Habitat simulator is hosted, who can log in and what it assumes.</summary>
public sealed record HappyHabitatSimulatorOptions
{
    /// <summary>Port, clock, randomness and limits.</summary>
    public SimulatorOptions Host { get; init; } = new();

    /// <summary>What the vendor does not document.</summary>
    public HappyHabitatAssumptions Assumptions { get; init; } = new();

    /// <summary>Who can log in, by default an administrator, and a guard who may not see residents.</summary>
    public IReadOnlyList<HappyHabitatUser> Users { get; init; } =
    [
        new("gatehouse", "demo-password", HappyHabitatUser.CompanyAdministrator),
        new("guard", "guard-password", "VIGILANCE"),
    ];
}
