using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>
/// A runnable imitation of the Happy Habitat API: login, the six operations of seed 003 and the reads of residents
/// (vendors.md, 003). What the vendor leaves open is in <see cref="HappyHabitatAssumptions"/>.
/// </summary>
public sealed class HappyHabitatSimulator : IAsyncDisposable
{
    private readonly HappyHabitatSimulation _simulation;

    private HappyHabitatSimulator(HappyHabitatSimulation simulation, SimulatorHost host)
    {
        _simulation = simulation;
        Host = host;
    }

    /// <summary>The server: its address, its faults and its request log.</summary>
    public SimulatorHost Host { get; }

    /// <summary>The residents and visits. They stay the same object through a reset.</summary>
    public HappyHabitatData Data => _simulation.Data;

    /// <summary>Starts the simulator with its seeds, whose dates are around the clock's now.</summary>
    /// <param name="options">Null is two demo users on a free port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">Two users have the same name.</exception>
    public static async Task<HappyHabitatSimulator> StartAsync(
        HappyHabitatSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HappyHabitatSimulatorOptions();
        var simulation = new HappyHabitatSimulation(options);
        var host = await SimulatorHost.StartAsync(simulation, options.Host, cancellationToken);
        return new HappyHabitatSimulator(simulation, host);
    }

    /// <summary>All tokens given out so far, for tests to look for where none may be.</summary>
    public IReadOnlyList<string> IssuedTokens => _simulation.Tokens.Issued;

    /// <summary>Ends all tokens given out so far, as a restart with a new signing key does.</summary>
    public void RevokeTokens() => _simulation.Tokens.Revoke();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
