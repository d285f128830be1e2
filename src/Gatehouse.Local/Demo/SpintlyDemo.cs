using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Visits;

namespace Gatehouse.Local.Demo;

/// <summary>A simulated Spintly and the facility that stands for it.</summary>
public sealed class SpintlyDemo : IAsyncDisposable
{
    /// <summary>The facility's id.</summary>
    public const string Facility = "demo-cowork";

    private SpintlyDemo(SpintlySimulator simulator) => Simulator = simulator;

    /// <summary>The simulator.</summary>
    public SpintlySimulator Simulator { get; }

    /// <summary>Starts the simulator with its seeds.</summary>
    public static async Task<SpintlyDemo> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
        new(await SpintlySimulator.StartAsync(new SpintlySimulatorOptions { Host = new SimulatorOptions { Clock = time } }, cancellationToken));

    /// <summary>Creates the facility, or points that of an earlier start to this start's simulator, which knows nothing of the visits made before.</summary>
    public async Task RegisterAsync(
        FacilityService facilities, ObjectIndexes indexes, VisitRecords records, bool isKnown, CancellationToken cancellationToken)
    {
        var organisation = Simulator.Organisations[0].Settings;
        var settings = new JsonObject { ["baseUrl"] = Simulator.Host.BaseAddress.ToString(), ["tokenUrl"] = Simulator.TokenAddress.ToString() };
        var body = new JsonObject { ["settings"] = settings };
        if (!isKnown)
        {
            settings["organisationId"] = organisation.Id.ToString(CultureInfo.InvariantCulture);
            settings["clientId"] = organisation.ClientId;
            body["name"] = "Harbour co-working, Bengaluru (simulated Spintly)";
            body["system"] = "spintly";
            body["timeZone"] = "Asia/Kolkata";
        }

        await indexes.ForgetAsync(Facility, cancellationToken);
        await foreach (var visit in records.ListAsync(Facility, cancellationToken))
            await records.DeleteAsync(Facility, visit.Id, cancellationToken);
        await facilities.PutAsync(Facility, JsonElement.Parse(body.ToJsonString()), cancellationToken);
        await facilities.SetSecretAsync(Facility, "client-secret", organisation.ClientSecret, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Simulator.DisposeAsync();
}
