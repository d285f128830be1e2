using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors.Tests.Spintly;

/// <summary>A simulated Spintly, and a hub that speaks to it.</summary>
internal sealed class Installation : VendorInstallation
{
    public const string Secret = "s3cret+ /ö=\"100%";

    private Installation(SpintlySimulator simulator, FakeClock clock)
        : base(simulator.Host, clock, Harbour(simulator), ("client-secret", Secret)) => Simulator = simulator;

    public SpintlySimulator Simulator { get; }

    public SpintlyOrganisation Organisation => Simulator.Organisation(641);

    public VisitRecords Records => Services.GetRequiredService<VisitRecords>();

    public IStateStore State => Services.GetRequiredService<IStateStore>();

    public VendorCalls Calls => Services.GetRequiredService<VendorCalls>();

    public IReadOnlyList<int> Doors => [.. Organisation.AccessPoints.List().Select(door => door.Id)];

    /// <summary>The only meeting.</summary>
    public Meeting Meeting => Organisation.Meetings.List().ShouldHaveSingleItem();

    private static Facility Harbour(SpintlySimulator simulator) => new()
    {
        Id = "harbour",
        Name = "Harbour",
        System = "spintly",
        TimeZone = "Asia/Kolkata",
        Settings = Settings(("organisationId", "641"), ("clientId", "client"), ("tokenUrl", simulator.TokenAddress)),
    };

    public static async Task<Installation> StartAsync(SpintlyAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await SpintlySimulator.StartAsync(new SpintlySimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new SpintlyAssumptions(),
            Organisations = [new(641, "client", Secret, "Harbour")],
        });
        return await ReadyAsync(new Installation(simulator, clock));
    }

    public void SetSecret(string secret) => SetSecret("client-secret", secret);

    public VisitDraft Draft(params int[] doors) => new()
    {
        Visitor = new Visitor { Name = "Åsa Ek" }.WithNames(),
        Window = new TimeWindow { From = Clock.GetUtcNow(), To = Clock.GetUtcNow().AddHours(2) },
        Fields = new Dictionary<string, JsonElement> { ["accessPoints"] = JsonSerializer.SerializeToElement(doors.Length == 0 ? [Doors[0]] : doors) },
    };

    public Task<Visit> CreateAsync(string marker = "m-1", params int[] doors) => DoAsync(VisitOperations.Create, new VisitCreate(Draft(doors), marker));

    /// <summary>Creates as a use case does: with an operation record that knows of unknown outcomes.</summary>
    public Task<Visit> RunCreateAsync(string id, params (string Name, object Value)[] settings)
    {
        var context = Context(settings);
        return Calls.CreateAsync(
            context, VisitOperations.Create, id, new VisitCreate(Draft(), id), visit => visit.Id,
            made => Calls.CallAsync(context, VisitOperations.Get, new ItemRequest(made), CancellationToken.None), CancellationToken.None);
    }
}
