namespace Gatehouse.Simulators.Control;

/// <summary>The vendor refuses the call, with this answer and without effect.</summary>
internal sealed class RefusedException(SimulatorResponse response) : Exception($"Refused with {response.Status}.")
{
    public SimulatorResponse Response { get; } = response;
}
