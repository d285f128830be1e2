using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Demo;

/// <summary>A facility of a simulated vendor.</summary>
/// <param name="Id">The facility's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="System">Its system.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="Vendor">The simulator.</param>
/// <param name="Settings">Its settings at the first start; what a user changed of them since stays.</param>
/// <param name="Addresses">Settings that are others at each start, for the simulator is at another port.</param>
/// <param name="Secrets">Its secrets: they open nothing but the simulator.</param>
public sealed record DemoFacility(
    string Id,
    string Name,
    string System,
    string TimeZone,
    SimulatorHost Vendor,
    JsonObject Settings,
    JsonObject Addresses,
    IReadOnlyList<(string Name, string Value)> Secrets);
