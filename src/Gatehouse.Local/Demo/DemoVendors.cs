using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Simulators.VizPin;

namespace Gatehouse.Local.Demo;

/// <summary>Simulated vendors on free loopback ports, and the facilities that stand for them.</summary>
public sealed class DemoVendors : IAsyncDisposable
{
    private static readonly VizPinSimulatorOptions VizPinPartner = new()
    {
        RolesMethod = "com.vizpin.role.list",
        RevokeMethod = "com.vizpin.vizpin.revoke",
        VizPinsMethod = "com.vizpin.vizpin.list",
        ActivityMethod = "com.vizpin.activity.list",
    };

    private DemoVendors(
        CavVisitSimulator cavVisit, AktionNextSimulator aktionNext, SpintlySimulator spintly, HappyHabitatSimulator happyHabitat, VizPinSimulator vizPin)
    {
        CavVisit = cavVisit;
        AktionNext = aktionNext;
        Spintly = spintly;
        HappyHabitat = happyHabitat;
        VizPin = vizPin;
        Facilities =
        [
            CavVisitFacility("demo-hq", "Head quarters, Stockholm (simulated CavVisit)", 1, "demo-key-hq", "Europe/Stockholm"),
            CavVisitFacility("demo-west", "Local office West Coast, Los Angeles (simulated CavVisit)", 2, "demo-key-west", "America/Los_Angeles"),
            AktionFacility(),
            SpintlyFacility(),
            new(
                "demo-homes", "Residential park, Mexico City (simulated Happy Habitat)", "happy-habitat", "America/Mexico_City", happyHabitat.Host,
                new JsonObject { ["username"] = "gatehouse" }, BaseUrl(happyHabitat.Host), [("password", "demo-password")]),
            VizPinFacility(),
        ];
    }

    /// <summary>The simulated CavVisit.</summary>
    public CavVisitSimulator CavVisit { get; }

    /// <summary>The simulated Aktion NEXT.</summary>
    public AktionNextSimulator AktionNext { get; }

    /// <summary>The simulated Spintly.</summary>
    public SpintlySimulator Spintly { get; }

    /// <summary>The simulated Happy Habitat.</summary>
    public HappyHabitatSimulator HappyHabitat { get; }

    /// <summary>The simulated VIZpin.</summary>
    public VizPinSimulator VizPin { get; }

    /// <summary>The demo facilities, at least one of each system.</summary>
    public IReadOnlyList<DemoFacility> Facilities { get; }

    /// <summary>Starts the simulators with their seeds.</summary>
    public static async Task<DemoVendors> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var host = new SimulatorOptions { Clock = time };
        return new DemoVendors(
            await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions { Host = host }, cancellationToken),
            await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions { Host = host }, cancellationToken),
            await SpintlySimulator.StartAsync(new SpintlySimulatorOptions { Host = host }, cancellationToken),
            await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions { Host = host }, cancellationToken),
            await VizPinSimulator.StartAsync(VizPinPartner with { Host = host }, cancellationToken));
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
            var settings = new JsonObject(demo.Addresses.Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.DeepClone())));
            var body = new JsonObject { ["settings"] = settings };
            if (!known.Contains(demo.Id))
            {
                foreach (var (name, value) in demo.Settings)
                    settings[name] = value?.DeepClone();
                body["name"] = demo.Name;
                body["system"] = demo.System;
                body["timeZone"] = demo.TimeZone;
            }

            await indexes.ForgetAsync(demo.Id, cancellationToken);
            await facilities.PutAsync(demo.Id, JsonElement.Parse(body.ToJsonString()), cancellationToken);
            foreach (var (name, value) in demo.Secrets)
                await facilities.SetSecretAsync(demo.Id, name, value, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CavVisit.DisposeAsync();
        await AktionNext.DisposeAsync();
        await Spintly.DisposeAsync();
        await HappyHabitat.DisposeAsync();
        await VizPin.DisposeAsync();
    }

    private static JsonObject BaseUrl(SimulatorHost vendor) => new() { ["baseUrl"] = vendor.BaseAddress.ToString() };

    private DemoFacility CavVisitFacility(string id, string name, int customer, string key, string timeZone) => new(
        id, name, "cavvisit", timeZone, CavVisit.Host, new JsonObject { ["customerId"] = customer }, BaseUrl(CavVisit.Host), [("customer-key", key)]);

    private DemoFacility AktionFacility()
    {
        var account = new AktionNextSimulatorOptions();
        return new(
            "demo-prague", "Office, Prague (simulated Aktion NEXT)", "aktion-next", "Europe/Prague", AktionNext.Host,
            new JsonObject { ["userLogin"] = account.UserLogin, ["schedulePath"] = "visit/schedule" }, BaseUrl(AktionNext.Host), [("api-key", account.ApiKey)]);
    }

    private DemoFacility SpintlyFacility()
    {
        var organisation = Spintly.Organisations[0].Settings;
        var addresses = BaseUrl(Spintly.Host);
        addresses["tokenUrl"] = Spintly.TokenAddress.ToString();
        return new(
            "demo-cowork", "Harbour co-working, Bengaluru (simulated Spintly)", "spintly", "Asia/Kolkata", Spintly.Host,
            new JsonObject { ["organisationId"] = organisation.Id.ToString(CultureInfo.InvariantCulture), ["clientId"] = organisation.ClientId },
            addresses,
            [("client-secret", organisation.ClientSecret)]);
    }

    private DemoFacility VizPinFacility() => new(
        "demo-harbor", "Harbor Tower, New York (simulated VIZpin)", "vizpin", "America/New_York", VizPin.Host,
        new JsonObject
        {
            ["username"] = VizPinPartner.Username,
            ["roles"] = new JsonArray([.. VizPin.Data.Roles.List().Select(role => new JsonObject
            {
                ["id"] = role.Id,
                ["name"] = role.Text("name"),
                ["site"] = role.Text("locationid"),
                ["accessPoints"] = role.Content()["readers"]!.DeepClone(),
            })]),
            ["rolesMethod"] = VizPinPartner.RolesMethod,
            ["revokeMethod"] = VizPinPartner.RevokeMethod,
            ["vizpinsMethod"] = VizPinPartner.VizPinsMethod,
            ["activityMethod"] = VizPinPartner.ActivityMethod,
            ["credentialGeneration"] = true,
        },
        BaseUrl(VizPin.Host),
        [("password", VizPinPartner.Password), ("oem-key", VizPinPartner.OemKey)]);
}
