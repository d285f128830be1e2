using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Connectors.Tests.Compliance;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.People;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

/// <summary>Happy Habitat for the compliance suite.</summary>
public sealed class HappyHabitatFixture : VendorFixture
{
    private HappyHabitatSimulator _simulator = null!;

    public override string System => "happy-habitat";

    public override string TimeZone => "America/Mexico_City";

    public override SimulatorHost Host => _simulator.Host;

    public override IReadOnlyDictionary<string, object> LeastSettings => new Dictionary<string, object>
    {
        ["username"] = "hub",
        ["baseUrl"] = Host.BaseAddress,
    };

    public override IReadOnlyDictionary<string, object> Settings => LeastSettings;

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["password"] = Installation.Password };

    public override IReadOnlyList<string> Tokens => _simulator.IssuedTokens;

    // What an access makes is found among the visits that look alike.
    public override bool FindsByMarker => false;

    private HappyHabitatData Data => _simulator.Data;

    public override void RevokeTokens() => _simulator.RevokeTokens();

    public override bool ListsPeople(string call) => call.EndsWith("/residents", StringComparison.Ordinal);

    public override void RemovePerson(string id) => Data.Residents.Remove(Guid.Parse(id));

    public override int Live(Operation operation) => Data.ActiveVisits.Count;

    // A group is one visit of all its members.
    public override int Makes(Operation operation, int asked) => operation == VisitOperations.CreateGroup ? 1 : asked;

    public override Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub)
    {
        var residents = Data.Residents.List();
        var visits = list == VisitOperations.List;
        for (var number = visits ? Data.ActiveVisits.Count : residents.Count; number < count; number++)
        {
            if (visits)
                Data.AddVisit(VisitOf(residents[number % residents.Count], number));
            else
                Data.AddResident(residents[number % residents.Count] with { FullName = $"Resident {number}", Email = $"r{number}@habitat.example" });
        }

        return Task.FromResult<IReadOnlyCollection<string>>(visits
            ? [.. Data.ActiveVisits.Select(visit => $"{visit.Id}")]
            : [.. Data.Residents.List().Select(resident => $"{resident.Id}")]);
    }

    public override string MissingId(Operation operation) => "0b7c7a4e-64c1-4f3e-9a4b-6d1f0a9f1f01";

    public override VisitDraft Visit(string text) => new()
    {
        Visitor = new Visitor { Name = $"Ada {text.Trim()}x" },
        PartySize = 3,
        Vehicle = new Vehicle { Plate = text, Color = text },
        Host = new HostReference { Id = $"{Data.Residents.List()[^1].Id}" },
        Purpose = text,
        Window = new TimeWindow { From = Hour(1) },
    };

    public override PersonFind Find(Person person) => new() { Name = person.Name };

    public override AccessSpec Access(string text) => new()
    {
        Subject = new AccessSubject { Name = $"Ada {text}", Email = "ada@visitor.example", Mobile = "+5255" },
        Window = new AccessWindow(Hour(1), Hour(3)),
        Host = $"{Data.Residents.List()[^1].Id}",
        Purpose = text,
    };

    public override IReadOnlyList<string> Clearable(string kind) => ["/vehicle/color", "/vehicle/plate"];

    public override Task RefusedContentAsync(ComplianceHub hub) =>
        hub.CreateAsync(Subjects.Visits, Visit("refused") with { Host = new HostReference { Id = MissingId(VisitOperations.Get) } });

    public override string? Bears(Operation operation, FaultKind fault) =>
        (operation.Removes || operation == AccessOperations.Revoke) && fault != FaultKind.Html ? "A deletion answers 204 without a body: there is nothing to spoil." : null;

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override async Task StartAsync() => _simulator = await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions
    {
        Host = new SimulatorOptions { Clock = Clock },
        Users = [new HappyHabitatUser("hub", Installation.Password, HappyHabitatUser.SystemAdministrator)],
    });

    private ResidentVisit VisitOf(Resident resident, int number) => new()
    {
        ResidentId = resident.Id,
        VisitorName = $"Visitor {number}",
        TotalPeople = 1 + (number % 3),
        Subject = "Delivery",
        ArrivalDate = Clock.GetUtcNow().AddHours((number % 48) - 24).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
    };
}
