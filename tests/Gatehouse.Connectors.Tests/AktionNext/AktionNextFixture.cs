using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Tests.Compliance;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.People;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.AktionNext;

/// <summary>Aktion NEXT for the compliance suite; with the call that plans visits where all is switched on.</summary>
public sealed class AktionNextFixture : VendorFixture
{
    private const string Structure = "Organization structure - Company ABC - Office 123";

    private AktionNextSimulator _simulator = null!;

    public override string System => "aktion-next";

    public override string TimeZone => "Europe/Prague";

    public override SimulatorHost Host => _simulator.Host;

    public override IReadOnlyDictionary<string, object> LeastSettings => new Dictionary<string, object>
    {
        ["userLogin"] = "gatehouse",
        ["baseUrl"] = Host.BaseAddress,
    };

    public override IReadOnlyDictionary<string, object> Settings => new Dictionary<string, object>(LeastSettings) { ["schedulePath"] = "visit/schedule" };

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["api-key"] = Installation.Key };

    public override IReadOnlyList<string> Tokens => Data.IssuedTokens;

    private AktionNextData Data => _simulator.Data;

    // visit/create knows no date: it may be called shortly before a visit begins.
    private DateTimeOffset Soon => Clock.GetUtcNow() is var now ? now.AddMinutes(10).AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)) : default;

    public override void RevokeTokens() => Data.RevokeTokens();

    public override bool ListsPeople(string call) => call.EndsWith("/person/getAll", StringComparison.Ordinal);

    public override void RemovePerson(string id) => Data.People.Remove(id);

    public override int Live(Operation operation) =>
        operation == PeopleOperations.Create ? Data.People.Count : Data.Visits.List(visit => visit.State is not (7 or 8)).Count;

    public override Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Seed(list, count)]);

    public override string MissingId(Operation operation) => "0b7c7a4e-64c1-4f3e-9a4b-6d1f0a9f1f01";

    public override VisitDraft Visit(string text) => new()
    {
        Type = $"Business {text}",
        Visitor = new Visitor { FirstName = $"Chris {text.Trim()}x", LastName = "Park", Company = text, Email = "chris+a@visitor.example", Phone = text, Mobile = text },
        Vehicle = new Vehicle { Plate = text },
        Trailer = new Trailer { Plate = text },
        Host = new HostReference { Id = "10002" },
        Organization = new NamedReference { Id = Structure },
        Purpose = text,
        Window = new TimeWindow { From = Soon },
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Visitor.DocNumber"] = Json(text), ["Vehicle.Model"] = Json(text) },
    };

    public override PersonDraft Person(string text) => new()
    {
        FirstName = $"Jan {text.Trim()}x",
        LastName = $"Novák {text.Trim()}x",
        Organization = new NamedReference { Id = Structure },
        Email = "jan+a@abc.example",
        Phone = text,
        Mobile = text,
    };

    public override PersonFind Find(Model.Person person) => new() { Name = person.Name };

    public override AccessSpec Access(string text) => new()
    {
        Subject = new AccessSubject { FirstName = "Chris", LastName = text, Company = text, Email = "chris@visitor.example" },
        Window = new AccessWindow(Hour(1), Hour(3)),
        Host = "10002",
        Purpose = text,
    };

    // Error 1004: "The API key is incorrect" is the facility's setting that is wrong, and no token that has ended.
    public override VendorErrorKind WrongSecretIs => VendorErrorKind.Misconfigured;

    public override IReadOnlyList<string> RequiredBySettings(string kind) => kind == "person" ? ["/organization/id"] : [];

    // visit/get tells of a planned visit everything but when.
    public override IReadOnlyList<string> NotRead(string kind) => kind == "visit" ? ["/window"] : [];

    public override Task RefusedContentAsync(ComplianceHub hub) =>
        hub.CreateAsync(Subjects.Visits, Visit("refused") with { Host = new HostReference { Id = "77777" } });

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override async Task StartAsync() => _simulator = await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions
    {
        Host = new SimulatorOptions { Clock = Clock },
        ApiKey = Installation.Key,
    });

    private IEnumerable<string> Seed(Operation list, int count)
    {
        if (list == VisitOperations.List)
        {
            for (var number = Data.Visits.Count; number < count; number++)
                Data.AddVisit(VisitOf(number));
            return Data.Visits.List().Select(visit => $"{visit.Id}");
        }

        if (list == PeopleOperations.List)
        {
            for (var number = Data.People.Count; number < count; number++)
                Data.People.Put(new Simulators.AktionNext.Person($"2{number:D5}", $"Jan{number}", "Novotný") { OrganizationStructure = Structure, Email = $"p{number}@abc.example", Lock = number % 2 });
            return Data.People.List().Select(person => person.PersonId);
        }

        if (list == AccessEventOperations.List)
        {
            for (var number = Data.Passages.Count; number < count; number++)
                Data.AddPassage($"3{number:D5}", AktionNextData.Sensors[number % 2], 1 + (number % 2));
            return Data.Passages.List().Select(IdOf);
        }

        for (var number = Data.Structures.Count; number < count; number++)
            Data.Structures.Put(new StructureUnit($"Organization structure - Unit {number}", $"Unit {number}", "Organization structure"));
        return Data.Structures.List().Select(unit => unit.Structure);
    }

    private Simulators.AktionNext.Visit VisitOf(int number) => new(new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
    {
        Visitor = JsonElement.Parse($$"""{"Name": "Visitor{{number}}", "Surname": "Seeded", "Firm": "Solvik"}"""),
        VisitType = JsonElement.Parse("""{"Title": "Business"}"""),
        VisitedPerson = JsonElement.Parse("""{"PersonId": "10002", "Name": "Eva", "Surname": "Svobodová"}"""),
        Reason = "Meeting",
        State = number % 9,
        ValidFrom = Clock.GetUtcNow().AddHours((number % 48) - 24),
    };

    // What the hub makes for a passage, which the vendor gives no id.
    private static string IdOf(Passage passage) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{passage.Date.ToUnixTimeMilliseconds()}\n{passage.PersonId}\n{passage.SensorName}\n{passage.Direction}\n{passage.EventCode}\n{passage.Identifier}"))).AsSpan(0, 16));
}
