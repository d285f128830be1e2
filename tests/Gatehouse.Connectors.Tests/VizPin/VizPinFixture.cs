using System.Globalization;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Tests.Compliance;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;

namespace Gatehouse.Connectors.Tests.VizPin;

/// <summary>VIZpin for the compliance suite: roles by setting, the methods that the documents do not name, and card numbers, are switched on.</summary>
public sealed class VizPinFixture : VendorFixture
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private VizPinSimulator _simulator = null!;
    private int _people;

    public override string System => "vizpin";

    public override string TimeZone => Zone.Id;

    public override SimulatorHost Host => _simulator.Host;

    public override IReadOnlyDictionary<string, object> LeastSettings => new Dictionary<string, object>
    {
        ["username"] = "partner@vizpin.example",
        ["baseUrl"] = Host.BaseAddress,

        // Access is granted by roles, which VIZpin's own methods do not tell.
        ["roles"] = Data.Roles.List().Select(role => new { id = role.Id, name = role.Text("name"), site = role.Text("locationid"), accessPoints = ReadersOf(role) }),
    };

    public override IReadOnlyDictionary<string, object> Settings => new Dictionary<string, object>(LeastSettings)
    {
        ["credentialGeneration"] = true,
        ["vizpinsMethod"] = "com.vizpin.x.vizpins",
        ["revokeMethod"] = "com.vizpin.x.revoke",
        ["activityMethod"] = "com.vizpin.x.activity",
    };

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>
    {
        ["password"] = Installation.Password,
        ["oem-key"] = Installation.OemKey,
    };

    public override IReadOnlyList<string> Tokens => _simulator.IssuedTokens;

    public override IEnumerable<string> Sent => [Installation.OemKey, .. Tokens.TakeLast(1)];

    private VizPinData Data => _simulator.Data;

    public override void RevokeTokens() => _simulator.RevokeTokens();

    // A person who was registered twice counts as much as many grants.
    public override bool ListsPeople(string call) => call.EndsWith("user.list", StringComparison.Ordinal);

    public override void RemovePerson(string id) => Data.RemoveUser(id);

    public override int Live(Operation operation) =>
        operation == PeopleOperations.Create ? Data.Users.Count
        : operation == OrganizationOperations.Create ? Data.Accounts.Count
        : operation == SiteOperations.Create ? Data.Locations.Count
        : operation == AccessPointOperations.Create ? Data.Readers.Count
        : operation == CredentialOperations.Issue ? Data.Credentials.Count
        : Data.Grants.List(grant => grant.Stop >= grant.Start && grant.Stop >= Today).Count + (1000 * Data.Users.List().GroupBy(user => user.Text("phone")).Count(same => same.Count() > 1));

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Zone).DateTime);

    public override bool IsFixed(Operation list) => list == RoleOperations.List;

    public override Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Seed(list, count)]);

    public override string? Confirm(Operation operation) => operation == PeopleOperations.Delete ? "all-accounts" : null;

    public override PersonDraft Person(string text) => new()
    {
        FirstName = $"Zoë {text.Trim()}x",
        LastName = $"Müller {text.Trim()}x",
        Phone = Phone(),
        Email = "zoe+x@visitor.example",
        Fields = new Dictionary<string, JsonElement> { ["badge"] = Json(text), ["prefs"] = JsonElement.Parse("""{"a":[1,true,"ö"]}""") },
    };

    public override OrganizationDraft Organization(string text) => new()
    {
        Name = text,
        Fields = new Dictionary<string, JsonElement> { ["remark"] = Json(text) },
    };

    public override SiteDraft Site(string text) => new()
    {
        Name = text,
        Organization = new NamedReference { Id = Data.Accounts.List()[0].Id },
        TimeZone = "America/New_York",
        Fields = new Dictionary<string, JsonElement> { ["remark"] = Json(text) },
    };

    public override AccessPointDraft AccessPoint(string text) => new()
    {
        Name = text,
        Site = new NamedReference { Id = Data.Locations.List()[0].Id },
        Fields = new Dictionary<string, JsonElement> { ["remark"] = Json(text) },
    };

    public override PersonFind Find(Person person) => new() { Phone = person.Phone, LastName = person.LastName };

    public override async Task<PersonAssociate> AssociateAsync(ComplianceHub hub) =>
        new((await hub.ExistingAsync(Subjects.People)).Id, [Data.Locations.List()[0].Id, Data.Locations.List()[^1].Id]);

    public override async Task<CredentialQuery> CredentialsAsync(ComplianceHub hub) => new(Person: (await hub.ExistingAsync(Subjects.People)).Id);

    public override async Task<CredentialIssue> IssueAsync(ComplianceHub hub, string marker) =>
        new((await hub.ExistingAsync(Subjects.People)).Id, Data.Accounts.List()[0].Id, marker);

    public override AccessSpec Access(string text) => new()
    {
        Subject = new AccessSubject { FirstName = "Ada", LastName = $"Byron {text}", Mobile = Phone(), Email = "ada@visitor.example" },
        Window = Days(1, 3),
        AccessPoints = ReadersOf(Data.Roles.List()[0]),
    };

    public override AccessSpec ChangedAccess(AccessSpec spec) => spec with { Window = Days(2, 5) };

    public override IReadOnlyList<string> Clearable(string kind) => kind switch
    {
        "person" => ["/email", "/fields/badge"],
        _ => ["/fields/remark"],
    };

    public override Task RefusedContentAsync(ComplianceHub hub) =>
        hub.CreateAsync(Subjects.Sites, Site("refused") with { Organization = new NamedReference { Id = "a0M230000000000" } });

    // A card is told once.
    public override bool CanLoad(Operation create) => create != CredentialOperations.Issue;

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override async Task StartAsync() => _simulator = await VizPinSimulator.StartAsync(new VizPinSimulatorOptions
    {
        Host = new SimulatorOptions { Clock = Clock },
        Password = Installation.Password,
        OemKey = Installation.OemKey,
        VizPinsMethod = "com.vizpin.x.vizpins",
        RevokeMethod = "com.vizpin.x.revoke",
        ActivityMethod = "com.vizpin.x.activity",
    });

    private static IReadOnlyList<string> ReadersOf(VizPinRecord role) =>
        [.. role.Content()["readers"]!.AsArray().Select(reader => reader!.GetValue<string>())];

    private string Phone() => string.Create(CultureInfo.InvariantCulture, $"+1666{Interlocked.Increment(ref _people):D7}");

    // VIZpin knows whole days.
    private AccessWindow Days(int from, int to)
    {
        return new AccessWindow(Midnight(from), Midnight(to));

        DateTimeOffset Midnight(int days)
        {
            var day = Today.AddDays(days).ToDateTime(default);
            return new DateTimeOffset(day, Zone.GetUtcOffset(day));
        }
    }

    private IEnumerable<string> Seed(Operation list, int count)
    {
        var accounts = Data.Accounts.List();
        var locations = Data.Locations.List();
        if (list == PeopleOperations.List || list == PeopleOperations.NeedingAccess)
        {
            var members = Data.Users.List(user => Data.LocationsOf(user.Id).Count > 0).Count;
            for (var number = members; number <= count; number++)
                Data.Associate(Data.AddUser($"User{number}", "Seeded", Phone()).Id, locations[number % locations.Count].Id);
            return Data.Users.List(user => Data.LocationsOf(user.Id).Count > 0
                && (list == PeopleOperations.List || Data.Grants.List(grant => grant.User == user.Id).Count == 0)).Select(user => user.Id);
        }

        if (list == RoleOperations.List)
            return Data.Roles.List().Select(role => role.Id);
        if (list == OrganizationOperations.List)
        {
            for (var number = accounts.Count; number < count; number++)
                Data.AddAccount($"Account {number}");
            return Data.Accounts.List().Select(account => account.Id);
        }

        if (list == SiteOperations.List)
        {
            for (var number = locations.Count; number < count; number++)
                Data.AddLocation(accounts[number % accounts.Count].Id, $"Location {number}");
            return Data.Locations.List().Select(location => location.Id);
        }

        if (list == AccessPointOperations.List)
        {
            for (var number = Data.Readers.Count; number < count; number++)
                Data.AddReader(locations[number % locations.Count].Id, $"Reader {number}");
            return Data.Readers.List().Select(reader => reader.Id);
        }

        list.ShouldBe(AccessEventOperations.List);
        for (var number = Data.Activity.Count; number < count; number++)
            Data.AddActivity(Data.Readers.List()[0].Id, Data.Users.List()[0].Id, "unlock");
        return Data.Activity.List().Select(activity => activity.Id);
    }
}
