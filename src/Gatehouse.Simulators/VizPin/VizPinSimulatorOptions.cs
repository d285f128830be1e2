using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.VizPin;

/// <summary>How a VIZpin simulator is hosted, which partner it serves and what it assumes.</summary>
public sealed record VizPinSimulatorOptions
{
    /// <summary>Port, clock, randomness and limits.</summary>
    public SimulatorOptions Host { get; init; } = new();

    /// <summary>What the vendor does not document.</summary>
    public VizPinAssumptions Assumptions { get; init; } = new();

    /// <summary>The partner's user name.</summary>
    public string Username { get; init; } = "partner@vizpin.example";

    /// <summary>The partner's password.</summary>
    public string Password { get; init; } = "demo-vizpin-password";

    /// <summary>The partner's OEM key.</summary>
    public string OemKey { get; init; } = "e6f90bc9e228a6d5b054cdb89c7eb550";

    /// <summary>The name of the method that lists roles, which the seed does not have; null where the installation has none.</summary>
    public string? RolesMethod { get; init; }

    /// <summary>The name of the method that lists a user's VIZpins; null where the installation has none.</summary>
    public string? VizPinsMethod { get; init; }

    /// <summary>The name of the method that takes a role from a user; null where the installation has none.</summary>
    public string? RevokeMethod { get; init; }

    /// <summary>The name of the method that lists activity; null where the installation has none.</summary>
    public string? ActivityMethod { get; init; }

    /// <summary>Whether credential.generate was arranged with the vendor.</summary>
    public bool GeneratesCredentials { get; init; } = true;
}
