using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Demo;

/// <summary>Simulated vendors on free loopback ports, and the facilities that stand for them.</summary>
public sealed class DemoVendors : IAsyncDisposable
{
    /// <summary>The facility of the simulated Aktion NEXT.</summary>
    public const string AktionFacility = "demo-prague";

    private DemoVendors(CavVisitSimulator cavVisit, AktionNextSimulator aktionNext)
    {
        CavVisit = cavVisit;
        AktionNext = aktionNext;
    }

    /// <summary>The simulated CavVisit.</summary>
    public CavVisitSimulator CavVisit { get; }

    /// <summary>The simulated Aktion NEXT.</summary>
    public AktionNextSimulator AktionNext { get; }

    /// <summary>The demo facilities: id, name, CavVisit customer and time zone.</summary>
    public static IReadOnlyList<DemoFacility> Facilities { get; } =
    [
        new("demo-hq", "Head quarters, Stockholm (simulated CavVisit)", 1, "demo-key-hq", "Europe/Stockholm"),
        new("demo-west", "Local office West Coast, Los Angeles (simulated CavVisit)", 2, "demo-key-west", "America/Los_Angeles"),
    ];

    /// <summary>Starts the simulators with their seeds.</summary>
    public static async Task<DemoVendors> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var host = new SimulatorOptions { Clock = time };
        return new DemoVendors(
            await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = host }, cancellationToken),
            await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions { Host = host }, cancellationToken));
    }

    /// <summary>
    /// Creates the demo facilities, or points those of an earlier start to this start's simulators. These know nothing of what was made
    /// before and give the same ids to other objects, so the hub forgets it too.
    /// </summary>
    public async Task RegisterAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var demo in Facilities)
        {
            var first = new JsonObject { ["name"] = demo.Name, ["system"] = "cavvisit", ["timeZone"] = demo.TimeZone };
            var settings = new JsonObject { ["customerId"] = demo.CustomerId };
            await PutAsync(services, demo.Id, first, settings, CavVisit.Host, ("customer-key", demo.CustomerKey), cancellationToken);
        }

        var prague = new JsonObject { ["name"] = "Office Prague (simulated Aktion NEXT)", ["system"] = "aktion-next", ["timeZone"] = "Europe/Prague" };
        var aktion = new AktionNextSimulatorOptions();
        await PutAsync(
            services, AktionFacility, prague, new JsonObject { ["userLogin"] = aktion.UserLogin, ["schedulePath"] = "visit/schedule" },
            AktionNext.Host, ("api-key", aktion.ApiKey), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CavVisit.DisposeAsync();
        await AktionNext.DisposeAsync();
    }

    // What a user changed of a facility since its first start stays.
    private static async Task PutAsync(
        IServiceProvider services, string id, JsonObject first, JsonObject settings, SimulatorHost host, (string Name, string Value) secret, CancellationToken cancellationToken)
    {
        var facilities = services.GetRequiredService<FacilityService>();
        var isKnown = (await facilities.ListAsync(cancellationToken)).Any(facility => facility.Id == id);
        var body = isKnown ? [] : first;
        body["settings"] = isKnown ? settings = [] : settings;
        settings["baseUrl"] = host.BaseAddress.ToString();

        await services.GetRequiredService<ObjectIndexes>().ForgetAsync(id, cancellationToken);
        await facilities.PutAsync(id, JsonElement.Parse(body.ToJsonString()), cancellationToken);
        await facilities.SetSecretAsync(id, secret.Name, secret.Value, cancellationToken);
    }
}
