using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Testing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.VizPin;

/// <summary>A simulated VIZpin, and the connector that speaks to it.</summary>
internal sealed class Installation : VendorInstallation
{
    public const string Password = "p&ss+ /ö=\"100%";

    public const string OemKey = "d41d8cd98f00b204e9800998ecf8427e";

    private Installation(VizPinSimulator simulator, FakeClock clock)
        : base(simulator.Host, clock, TowerFacility, ("password", Password), ("oem-key", OemKey)) => Simulator = simulator;

    public VizPinSimulator Simulator { get; }

    public VizPinData Data => Simulator.Data;

    public string Tower => Data.Locations.List()[0].Id;

    /// <summary>The methods called so far, without <c>com.vizpin.</c></summary>
    public IEnumerable<string> Calls => Simulator.Host.Requests.List().Select(entry => entry.Form["method"]["com.vizpin.".Length..]);

    /// <summary>The parameters of the last call.</summary>
    public JsonObject LastParameters => JsonNode.Parse(LastCall.Form["params"])!.AsObject();

    private static Facility TowerFacility => new()
    {
        Id = "tower",
        Name = "Tower",
        System = "vizpin",
        TimeZone = "America/New_York",
        Settings = Settings(("username", "partner@vizpin.example")),
    };

    public static async Task<Installation> StartAsync(VizPinAssumptions? assumptions = null, bool extraMethods = false)
    {
        var clock = new FakeClock();
        var simulator = await VizPinSimulator.StartAsync(new VizPinSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new VizPinAssumptions(),
            Password = Password,
            OemKey = OemKey,
            RolesMethod = extraMethods ? "com.vizpin.x.roles" : null,
            VizPinsMethod = extraMethods ? "com.vizpin.x.vizpins" : null,
            RevokeMethod = extraMethods ? "com.vizpin.x.revoke" : null,
            ActivityMethod = extraMethods ? "com.vizpin.x.activity" : null,
        });
        return await ReadyAsync(new Installation(simulator, clock));
    }

    /// <summary>The setting <c>roles</c> as the simulator has them.</summary>
    public (string Name, object Value) RolesSetting => ("roles", Data.Roles.List().Select(role => new
    {
        id = role.Id,
        name = role.Text("name"),
        site = role.Text("locationid"),
        accessPoints = role.Content()["readers"]!.AsArray().Select(reader => reader!.GetValue<string>()),
    }));

    /// <summary>Calls an operation that the vendor refuses, and gives how.</summary>
    public async Task<VendorError> RefusedAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, params (string Name, object Value)[] settings) =>
        (await Should.ThrowAsync<VendorException>(() => DoAsync(operation, request, settings))).Error;
}
