using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Visits;

namespace Gatehouse.Local.Demo;

/// <summary>Simulated vendors on free loopback ports, and the facilities that stand for them.</summary>
public sealed class DemoVendors : IAsyncDisposable
{
    private DemoVendors(CavVisitSimulator cavVisit, SpintlyDemo spintly)
    {
        CavVisit = cavVisit;
        Spintly = spintly;
    }

    /// <summary>The simulated CavVisit.</summary>
    public CavVisitSimulator CavVisit { get; }

    /// <summary>The simulated Spintly and its facility.</summary>
    public SpintlyDemo Spintly { get; }

    /// <summary>CavVisit's demo facilities: id, name, CavVisit customer and time zone.</summary>
    public static IReadOnlyList<DemoFacility> Facilities { get; } =
    [
        new("demo-hq", "Head quarters, Stockholm (simulated CavVisit)", 1, "demo-key-hq", "Europe/Stockholm"),
        new("demo-west", "Local office West Coast, Los Angeles (simulated CavVisit)", 2, "demo-key-west", "America/Los_Angeles"),
    ];

    /// <summary>Starts the simulators with their seeds.</summary>
    public static async Task<DemoVendors> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
        new(
            await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = new SimulatorOptions { Clock = time } }, cancellationToken),
            await SpintlyDemo.StartAsync(time, cancellationToken));

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
            var settings = new JsonObject { ["baseUrl"] = CavVisit.Host.BaseAddress.ToString() };
            var body = new JsonObject { ["settings"] = settings };
            if (!known.Contains(demo.Id))
            {
                settings["customerId"] = demo.CustomerId;
                body["name"] = demo.Name;
                body["system"] = "cavvisit";
                body["timeZone"] = demo.TimeZone;
            }

            await indexes.ForgetAsync(demo.Id, cancellationToken);
            await facilities.PutAsync(demo.Id, JsonElement.Parse(body.ToJsonString()), cancellationToken);
            await facilities.SetSecretAsync(demo.Id, "customer-key", demo.CustomerKey, cancellationToken);
        }

        var records = services.GetRequiredService<VisitRecords>();
        await Spintly.RegisterAsync(facilities, indexes, records, known.Contains(SpintlyDemo.Facility), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CavVisit.DisposeAsync();
        await Spintly.DisposeAsync();
    }
}
