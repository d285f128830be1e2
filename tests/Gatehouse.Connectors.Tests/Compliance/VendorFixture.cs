using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.People;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>
/// A vendor as the compliance suite needs it: its simulator, a facility at it, and content that it keeps. What the connector has not
/// registered needs no member here.
/// </summary>
public abstract class VendorFixture : IAsyncDisposable
{
    /// <summary>The connector's system.</summary>
    public abstract string System { get; }

    /// <summary>The running simulator.</summary>
    public abstract SimulatorHost Host { get; }

    /// <summary>The facility's zone.</summary>
    public virtual string TimeZone => "Europe/Stockholm";

    /// <summary>A facility's settings with all that can be switched on or configured.</summary>
    public abstract IReadOnlyDictionary<string, object> Settings { get; }

    /// <summary>A facility's settings with nothing but what is required.</summary>
    public abstract IReadOnlyDictionary<string, object> LeastSettings { get; }

    /// <summary>The facility's secrets, by name; all right.</summary>
    public abstract IReadOnlyDictionary<string, string> Secrets { get; }

    /// <summary>The secrets that the suite makes wrong; all of them unless some are no proof of who calls.</summary>
    public virtual IReadOnlyDictionary<string, string> WrongSecrets =>
        Secrets.Keys.ToDictionary(name => name, name => $"wrong-{name}-4711");

    /// <summary>The tokens that the simulator has issued so far, the latest last.</summary>
    public virtual IReadOnlyList<string> Tokens => [];

    /// <summary>The secrets that go with each call once the facility is logged in: the token, or what stands for one.</summary>
    public virtual IEnumerable<string> Sent => Tokens.Count > 0 ? Tokens.TakeLast(1) : Secrets.Values;

    /// <summary>What a wrong secret is, by the vendor's own words.</summary>
    public virtual VendorErrorKind WrongSecretIs => VendorErrorKind.Unauthenticated;

    /// <summary>The passwords in drafts.</summary>
    public virtual IReadOnlyList<string> Passwords => [];

    /// <summary>The clock of the simulator and of the hub.</summary>
    public FakeClock Clock { get; private set; } = new();

    /// <summary>Starts the simulator.</summary>
    public Task StartAsync(FakeClock clock)
    {
        Clock = clock;
        return StartAsync();
    }

    /// <summary>Makes every token that was issued invalid; nothing where the vendor has none.</summary>
    public virtual void RevokeTokens()
    {
    }

    /// <summary>How many things of the kind that an operation creates there are at the vendor, in force.</summary>
    public abstract int Live(Operation operation);

    /// <summary>How many of them a create makes that is asked for a number of them.</summary>
    public virtual int Makes(Operation operation, int asked) => asked;

    /// <summary>
    /// Puts things at the vendor, so that the list of an operation has at least <paramref name="count"/> items, and over more than one
    /// parent where it has parents. Gives the ids of all items that the list has now.
    /// </summary>
    public virtual Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub) =>
        throw new NotSupportedException($"{GetType().Name} cannot seed {list.Name}; override SeedAsync.");

    /// <summary>Whether a call of the vendor's, as its simulator knows it, is a part of listing people.</summary>
    public virtual bool ListsPeople(string call) => throw Missing(nameof(ListsPeople));

    /// <summary>Removes a person at the vendor, behind the hub's back.</summary>
    public virtual void RemovePerson(string id) => throw Missing(nameof(RemovePerson));

    /// <summary>Whether a list is as long as the facility's settings say, so that nothing can be put at the vendor to make it longer.</summary>
    public virtual bool IsFixed(Operation list) => false;

    /// <summary>A well-formed id that nothing at the vendor has.</summary>
    public virtual string MissingId(Operation operation) => "999999999";

    /// <summary>What a caller confirms to an operation that reaches far.</summary>
    public virtual string? Confirm(Operation operation) => null;

    /// <summary>A visit with all members that the vendor keeps; <paramref name="text"/> in each that is free text.</summary>
    public virtual VisitDraft Visit(string text) => throw Missing(nameof(Visit));

    /// <summary>A person with all members that the vendor keeps.</summary>
    public virtual PersonDraft Person(string text) => throw Missing(nameof(Person));

    /// <summary>An organization with all members that the vendor keeps.</summary>
    public virtual OrganizationDraft Organization(string text) => throw Missing(nameof(Organization));

    /// <summary>A site with all members that the vendor keeps.</summary>
    public virtual SiteDraft Site(string text) => throw Missing(nameof(Site));

    /// <summary>An access point with all members that the vendor keeps.</summary>
    public virtual AccessPointDraft AccessPoint(string text) => throw Missing(nameof(AccessPoint));

    /// <summary>Somebody who shall enter.</summary>
    public virtual AccessSpec Access(string text) => throw Missing(nameof(Access));

    /// <summary>The same, changed in what the vendor can change.</summary>
    public virtual AccessSpec ChangedAccess(AccessSpec spec) =>
        spec with { Window = new AccessWindow(spec.Window.From.AddMinutes(30), spec.Window.To.AddMinutes(30)) };

    /// <summary>What the vendor can search this person by.</summary>
    public virtual PersonFind Find(Person person) => throw Missing(nameof(Find));

    /// <summary>The person and the sites of <c>people.associate</c>.</summary>
    public virtual Task<PersonAssociate> AssociateAsync(ComplianceHub hub) => throw Missing(nameof(AssociateAsync));

    /// <summary>Whose credentials are listed.</summary>
    public virtual async Task<CredentialQuery> CredentialsAsync(ComplianceHub hub) =>
        new(Visit: (await hub.ExistingAsync(Subjects.Visits)).Id);

    /// <summary>A credential to issue.</summary>
    public virtual Task<CredentialIssue> IssueAsync(ComplianceHub hub, string marker) => throw Missing(nameof(IssueAsync));

    /// <summary>The visit or access whose credentials are renewed.</summary>
    public virtual async Task<string> RefreshedAsync(ComplianceHub hub) => (await hub.ExistingAsync(Subjects.Visits)).Id;

    /// <summary>Members of a kind's draft that the vendor lets a caller clear, as JSON pointers: <c>/notes</c>.</summary>
    public virtual IReadOnlyList<string> Clearable(string kind) => [];

    /// <summary>What a kind's draft must have besides what the operation requires everywhere, because of these settings.</summary>
    public virtual IReadOnlyList<string> RequiredBySettings(string kind) => [];

    /// <summary>Members of a kind's draft that the vendor takes and does not tell again.</summary>
    public virtual IReadOnlyList<string> NotRead(string kind) => [];

    /// <summary>A call that the vendor refuses for its content.</summary>
    public abstract Task RefusedContentAsync(ComplianceHub hub);

    /// <summary>How the vendor says that there are too many calls.</summary>
    public virtual Fault TooManyCalls => new(FaultKind.Status)
    {
        Status = 429,
        Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
    };

    /// <summary>Why an operation may succeed although its answer was spoilt so; <see langword="null"/> where that would be a defect.</summary>
    public virtual string? Bears(Operation operation, FaultKind fault) => null;

    /// <summary>Why the outcome of a create can stay unknown; <see langword="null"/> where what it made can always be found again.</summary>
    public virtual string? CannotSearch(Operation create) => null;

    /// <summary>Whether an access is found by the marker of its create alone.</summary>
    public virtual bool FindsByMarker => true;

    /// <summary>Whether what a create made can be read again, for a request that is repeated after it succeeded.</summary>
    public virtual bool CanLoad(Operation create) => true;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the simulator with <see cref="Clock"/>.</summary>
    protected abstract Task StartAsync();

    /// <summary>A value of the vendor's own fields.</summary>
    protected static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    /// <summary>The next full hour after <paramref name="hours"/> hours.</summary>
    protected DateTimeOffset Hour(int hours)
    {
        var now = Clock.GetUtcNow().AddHours(hours);
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
    }

    private NotSupportedException Missing(string member) =>
        new($"The connector of {System} has an operation that needs {GetType().Name}.{member}; override it.");
}
