using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>A simulated CavVisit of one test, and the facility that stands for it.</summary>
public sealed class Installation : IAsyncDisposable
{
    public const string CustomerKey = "customer-key-of-the-test";

    private readonly HubFixture _hub;

    private Installation(HubFixture hub, string id, CavVisitSimulator simulator)
    {
        _hub = hub;
        Id = id;
        Simulator = simulator;
    }

    public string Id { get; }

    public CavVisitSimulator Simulator { get; }

    public CavVisitCustomer Customer => Simulator.Customers[0];

    public FaultPlan Faults => Simulator.Host.Faults;

    public string Facility => $"facilities/{Id}";

    public string Visits => $"{Facility}/visits";

    public string People => $"{Facility}/people";

    public string Organizations => $"{Facility}/organizations";

    private Caller Admin => _hub.Admin;

    public static async Task<Installation> StartAsync(
        HubFixture hub, string id, CavVisitAssumptions assumptions, object? settings, string timeZone, string customerKey)
    {
        var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = hub.Clock },
            Assumptions = assumptions,
            Customers = [new CustomerSettings(7, customerKey, id, timeZone)],
        });
        var installation = new Installation(hub, id, simulator);
        var all = JsonSerializer.SerializeToNode(settings ?? new { })!.AsObject();
        all["baseUrl"] = simulator.Host.BaseAddress.ToString();
        all["customerId"] = 7;
        var facility = new JsonObject
        {
            ["name"] = $"The test's {id}",
            ["system"] = "cavvisit",
            ["timeZone"] = timeZone,
            ["settings"] = all,
            ["resilience"] = new JsonObject { ["retryDelaySeconds"] = 0.01 },
        };
        (await hub.Admin.PutAsync(installation.Facility, facility)).Is(HttpStatusCode.Created);
        await installation.SetSecretAsync(customerKey);
        return installation;
    }

    public async Task SetSecretAsync(string value) =>
        (await Admin.PutAsync($"{Facility}/secrets/customer-key", new { value })).Is(HttpStatusCode.NoContent);

    /// <summary>Changes how the facility's calls are limited and repeated.</summary>
    public async Task SetResilienceAsync(object resilience) => (await Admin.PutAsync(Facility, new { resilience })).Is(HttpStatusCode.OK);

    /// <summary>How often a path of the vendor's API was called.</summary>
    public int Calls(string path) => Simulator.Host.Requests.List().Count(request => request.Path.EndsWith(path, StringComparison.Ordinal));

    /// <summary>The vendor's visits of a visitor.</summary>
    public IReadOnlyList<Visit> VisitsOf(string visitor) => Customer.Visits.List(visit => visit.VisitorName == visitor);

    /// <summary>A visit as a caller would write it.</summary>
    public static JsonObject Draft(string visitor, string from = "2027-03-01T09:00:00+01:00", string to = "2027-03-01T10:00:00+01:00") => new()
    {
        ["visitor"] = new JsonObject { ["name"] = visitor },
        ["window"] = new JsonObject { ["from"] = from, ["to"] = to },
    };

    public async Task<JsonElement> CreateAsync(JsonObject draft) => (await Admin.PostAsync(Visits, draft)).Is(HttpStatusCode.Created);

    public Visit Stored(JsonElement visit) => Customer.Visits.Find(visit.Number()).ShouldNotBeNull();

    public string HostId(int index) => Customer.Hosts.List()[index].Id.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Admin.DeleteAsync(Facility);
        await Simulator.DisposeAsync();
    }
}
