using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.VizPin;

/// <summary>
/// A runnable imitation of the VIZpin OEM API 4.3: the 27 methods of seed 004 at one JSON-RPC address. What the vendor leaves open is in
/// <see cref="VizPinAssumptions"/>.
/// </summary>
public sealed class VizPinSimulator : IAsyncDisposable
{
    private readonly VizPinSimulation _simulation;

    private VizPinSimulator(VizPinSimulation simulation, SimulatorHost host)
    {
        _simulation = simulation;
        Host = host;
    }

    /// <summary>The server: its address, its faults and its request log.</summary>
    public SimulatorHost Host { get; }

    /// <summary>The partner's data. It stays the same object through a reset.</summary>
    public VizPinData Data => _simulation.Data;

    /// <summary>Starts the simulator with its seeds, whose dates are around the clock's today.</summary>
    /// <param name="options">Null is the demo partner on a free port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<VizPinSimulator> StartAsync(
        VizPinSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new VizPinSimulatorOptions();
        var simulation = new VizPinSimulation(options);
        var host = await SimulatorHost.StartAsync(simulation, options.Host, cancellationToken);
        return new VizPinSimulator(simulation, host);
    }

    /// <summary>All tokens given out so far, for tests to look for where none may be.</summary>
    public IReadOnlyList<string> IssuedTokens => _simulation.Tokens.Issued;

    /// <summary>Ends all tokens, as a restart at the vendor would.</summary>
    public void RevokeTokens() => _simulation.Tokens.RevokeAll();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
