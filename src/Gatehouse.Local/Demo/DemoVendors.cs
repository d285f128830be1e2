using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;

namespace Gatehouse.Local.Demo;

/// <summary>Simulated vendors on free loopback ports, and the facilities that stand for them.</summary>
public sealed class DemoVendors : IAsyncDisposable
{
    private DemoVendors(CavVisitSimulator cavVisit, HappyHabitatSimulator happyHabitat)
    {
        CavVisit = cavVisit;
        HappyHabitat = happyHabitat;
    }

    /// <summary>The simulated CavVisit.</summary>
    public CavVisitSimulator CavVisit { get; }

    /// <summary>The simulated Happy Habitat.</summary>
    public HappyHabitatSimulator HappyHabitat { get; }

    /// <summary>The demo facilities.</summary>
    public static IReadOnlyList<DemoFacility> Facilities { get; } =
    [
        new(
            "demo-hq", "Head quarters, Stockholm (simulated CavVisit)", "cavvisit", "Europe/Stockholm", ("customerId", "1"), ("customer-key", "demo-key-hq")),
        new(
            "demo-west", "Local office West Coast, Los Angeles (simulated CavVisit)", "cavvisit", "America/Los_Angeles",
            ("customerId", "2"), ("customer-key", "demo-key-west")),
        new(
            "demo-homes", "Residential park, Mexico City (simulated Happy Habitat)", "happy-habitat", "America/Mexico_City",
            ("username", "\"gatehouse\""), ("password", "demo-password")),
    ];

    /// <summary>Starts the simulators with their seeds.</summary>
    public static async Task<DemoVendors> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var host = new SimulatorOptions { Clock = time };
        return new DemoVendors(
            await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = host }, cancellationToken),
            await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions { Host = host }, cancellationToken));
    }

    /// <summary>
    /// Creates the demo facilities, or points those of an earlier start to this start's simulators. These know nothing of what was made
    /// before and give the same ids to other objects, so the hub forgets it too.
    /// </summary>
    public async Task RegisterAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var facilities = services.GetRequiredService<FacilityService>();
        var indexes = services.GetRequiredService<ObjectIndexes>();
        var known = (await facilities.ListAsync(cancellationToken)).Select(facility => facility.Id).ToHashSet();
        foreach (var demo in Facilities)
        {
            var vendor = demo.System == "cavvisit" ? CavVisit.Host : HappyHabitat.Host;
            var settings = new JsonObject { ["baseUrl"] = vendor.BaseAddress.ToString() };
            var body = new JsonObject { ["settings"] = settings };
            if (!known.Contains(demo.Id))
            {
                settings[demo.Account.Setting] = JsonNode.Parse(demo.Account.Json);
                body["name"] = demo.Name;
                body["system"] = demo.System;
                body["timeZone"] = demo.TimeZone;
            }

            await indexes.ForgetAsync(demo.Id, cancellationToken);
            await facilities.PutAsync(demo.Id, JsonElement.Parse(body.ToJsonString()), cancellationToken);
            await facilities.SetSecretAsync(demo.Id, demo.Secret.Name, demo.Secret.Value, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CavVisit.DisposeAsync();
        await HappyHabitat.DisposeAsync();
    }
}
