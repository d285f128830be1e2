using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>
/// A runnable imitation of the CavVisit API: the 18 operations of seed 000, and of versions 1.1 and 1.2 Combined,
/// GetVisitById and CreateGroupVisit (vendors.md, CavVisit). What the vendor leaves open is in <see cref="CavVisitAssumptions"/>.
/// </summary>
public sealed class CavVisitSimulator : IAsyncDisposable
{
    private readonly CavVisitSimulation _simulation;

    private CavVisitSimulator(CavVisitSimulation simulation, SimulatorHost host)
    {
        _simulation = simulation;
        Host = host;
    }

    /// <summary>The server: its address, its faults and its request log.</summary>
    public SimulatorHost Host { get; }

    /// <summary>The customers and their data, in the order of the options. They stay the same through a reset.</summary>
    public IReadOnlyList<CavVisitCustomer> Customers => _simulation.Customers;

    /// <summary>Starts the simulator with its seeds, whose dates are around the clock's now.</summary>
    /// <param name="options">Null is two demo customers on a free port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">Two customers have the same id.</exception>
    /// <exception cref="TimeZoneNotFoundException">A customer's time zone is unknown.</exception>
    public static async Task<CavVisitSimulator> StartAsync(
        CavVisitSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CavVisitSimulatorOptions();
        var simulation = new CavVisitSimulation(options);
        var host = await SimulatorHost.StartAsync(simulation, options.Host, cancellationToken);
        return new CavVisitSimulator(simulation, host);
    }

    /// <summary>The customer with an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public CavVisitCustomer Customer(int id) =>
        _simulation.Find(id) ?? throw new ArgumentOutOfRangeException(nameof(id), id, "There is no such customer.");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
