using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>How an Aktion NEXT simulator is hosted, who may log in and what it assumes.</summary>
public sealed record AktionNextSimulatorOptions
{
    /// <summary>Port, clock, randomness and limits.</summary>
    public SimulatorOptions Host { get; init; } = new();

    /// <summary>What the vendor does not document.</summary>
    public AktionNextAssumptions Assumptions { get; init; } = new();

    /// <summary>The UserLogin of the one user.</summary>
    public string UserLogin { get; init; } = "gatehouse";

    /// <summary>The user's ApiKey.</summary>
    public string ApiKey { get; init; } = "demo-aktion-key";

    /// <summary>IANA name of the zone of dates without one.</summary>
    public string TimeZone { get; init; } = "Europe/Prague";
}
