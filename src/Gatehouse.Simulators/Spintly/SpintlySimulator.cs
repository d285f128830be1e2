using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>
/// A runnable imitation of Spintly's visitor QR API: the eight operations of seed 002 under the paths of vendors.md, a door's reader and
/// the access_event webhook. What the vendor leaves open is in <see cref="SpintlyAssumptions"/>.
/// </summary>
public sealed class SpintlySimulator : IAsyncDisposable
{
    /// <summary>How long QR data opens doors where dynamic expiry is on (seed 002).</summary>
    public static readonly TimeSpan DynamicExpiryTimeout = TimeSpan.FromSeconds(60);

    private readonly SpintlySimulation _simulation;

    private SpintlySimulator(SpintlySimulation simulation, SimulatorHost host)
    {
        _simulation = simulation;
        Host = host;
    }

    /// <summary>The server: its address, its faults and its request log.</summary>
    public SimulatorHost Host { get; }

    /// <summary>The organisations and their data, in the order of the options. They stay the same through a reset.</summary>
    public IReadOnlyList<SpintlyOrganisation> Organisations => _simulation.All;

    /// <summary>Where SAAMS issues tokens.</summary>
    public Uri TokenAddress => new(Host.BaseAddress, "prod/saamsIdm/oauth/token");

    /// <summary>Where ACaaS issues tokens, in the flat shape.</summary>
    public Uri FlatTokenAddress => new(Host.BaseAddress, "identityManagement/v2/oauth/token");

    /// <summary>Starts the simulator with its seeds.</summary>
    /// <param name="options">Null is one demo organisation on a free port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">Two organisations have the same id.</exception>
    public static async Task<SpintlySimulator> StartAsync(
        SpintlySimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SpintlySimulatorOptions();
        var simulation = new SpintlySimulation(options);
        return new SpintlySimulator(simulation, await SimulatorHost.StartAsync(simulation, options.Host, cancellationToken));
    }

    /// <summary>The organisation with an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public SpintlyOrganisation Organisation(int id) =>
        _simulation.Find(id) ?? throw new ArgumentOutOfRangeException(nameof(id), id, "There is no such organisation.");

    /// <summary>Posts an access_event to a customer's address, as the vendor does.</summary>
    /// <returns>The receiver's HTTP status.</returns>
    /// <exception cref="HttpRequestException">Nobody answered.</exception>
    public static Task<int> PostAccessEventAsync(
        SpintlyOrganisation organisation, Uri url, string apiKey, AccessSwipe swipe, CancellationToken cancellationToken = default) =>
        WebhookRoutes.SendAsync(organisation, url, apiKey, swipe, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
