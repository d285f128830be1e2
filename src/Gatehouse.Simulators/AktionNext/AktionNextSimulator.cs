using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>
/// A runnable imitation of the Aktion NEXT API by EFG CZ: visit/end of seed 001 with each of its error numbers, and the calls around it
/// (vendors.md, Aktion NEXT). What the vendor leaves open is in <see cref="AktionNextAssumptions"/>.
/// </summary>
public sealed class AktionNextSimulator : IAsyncDisposable
{
    private AktionNextSimulator(AktionNextSimulation simulation, SimulatorHost host)
    {
        Data = simulation.Data;
        Host = host;
    }

    /// <summary>The server: its address, its faults and its request log.</summary>
    public SimulatorHost Host { get; }

    /// <summary>The data, to look at and change. It stays the same object through a reset.</summary>
    public AktionNextData Data { get; }

    /// <summary>Starts the simulator with its seeds, whose dates are around the clock's now.</summary>
    /// <param name="options">Null is the demo installation on a free port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="TimeZoneNotFoundException">The time zone is unknown.</exception>
    public static async Task<AktionNextSimulator> StartAsync(
        AktionNextSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AktionNextSimulatorOptions();
        var simulation = new AktionNextSimulation(options);
        return new AktionNextSimulator(simulation, await SimulatorHost.StartAsync(simulation, options.Host, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
