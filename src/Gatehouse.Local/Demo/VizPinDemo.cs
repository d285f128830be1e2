using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;

namespace Gatehouse.Local.Demo;

/// <summary>A simulated VIZpin and the facility that stands for it.</summary>
public sealed class VizPinDemo : IAsyncDisposable
{
    /// <summary>The facility's id.</summary>
    public const string Facility = "demo-harbor";

    private static readonly VizPinSimulatorOptions Partner = new()
    {
        RolesMethod = "com.vizpin.role.list",
        RevokeMethod = "com.vizpin.vizpin.revoke",
        VizPinsMethod = "com.vizpin.vizpin.list",
        ActivityMethod = "com.vizpin.activity.list",
    };

    private VizPinDemo(VizPinSimulator simulator) => Simulator = simulator;

    /// <summary>The simulator.</summary>
    public VizPinSimulator Simulator { get; }

    /// <summary>Starts the simulator with its seeds.</summary>
    public static async Task<VizPinDemo> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
        new(await VizPinSimulator.StartAsync(Partner with { Host = new SimulatorOptions { Clock = time } }, cancellationToken));

    /// <summary>Creates the facility, or points that of an earlier start to this start's simulator.</summary>
    public async Task RegisterAsync(FacilityService facilities, ObjectIndexes indexes, bool isKnown, CancellationToken cancellationToken)
    {
        var settings = new JsonObject { ["baseUrl"] = Simulator.Host.BaseAddress.ToString() };
        var body = new JsonObject { ["settings"] = settings };
        if (!isKnown)
        {
            settings["username"] = Partner.Username;
            settings["roles"] = Roles();
            settings["rolesMethod"] = Partner.RolesMethod;
            settings["revokeMethod"] = Partner.RevokeMethod;
            settings["vizpinsMethod"] = Partner.VizPinsMethod;
            settings["activityMethod"] = Partner.ActivityMethod;
            settings["credentialGeneration"] = true;
            body["name"] = "Harbor Tower, New York (simulated VIZpin)";
            body["system"] = "vizpin";
            body["timeZone"] = "America/New_York";
        }

        await indexes.ForgetAsync(Facility, cancellationToken);
        await facilities.PutAsync(Facility, JsonElement.Parse(body.ToJsonString()), cancellationToken);
        await facilities.SetSecretAsync(Facility, "password", Partner.Password, cancellationToken);
        await facilities.SetSecretAsync(Facility, "oem-key", Partner.OemKey, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Simulator.DisposeAsync();

    private JsonArray Roles() => [.. Simulator.Data.Roles.List().Select(role => new JsonObject
    {
        ["id"] = role.Id,
        ["name"] = role.Text("name"),
        ["site"] = role.Text("locationid"),
        ["accessPoints"] = role.Content()["readers"]!.DeepClone(),
    })];
}
