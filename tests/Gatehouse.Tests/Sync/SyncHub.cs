using Gatehouse.AccessEvents;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Gatehouse.Work;

namespace Gatehouse.Tests.Sync;

/// <summary>The core over embedded stores, with a vendor whose lists a test changes as it likes.</summary>
internal sealed class SyncHub : EmbeddedHub
{
    private int _gets;

    public Dictionary<string, Person> People { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Visit> Visits { get; } = new(StringComparer.Ordinal);

    /// <summary>Visits and people that the lists leave out although they can be read.</summary>
    public HashSet<string> Unlisted { get; } = new(StringComparer.Ordinal);

    public List<AccessEvent> Passages { get; } = [];

    /// <summary>People whom the vendor shows once more, at the end of its list.</summary>
    public List<Person> ShownAgain { get; } = [];

    public bool CanReadVisits { get; set; } = true;

    public bool CanReadPeople { get; set; } = true;

    public int PageSize { get; set; } = 100;

    /// <summary>Runs before each page; the number is the page's.</summary>
    public Func<int, Task> BeforePage { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a visit or a person is read.</summary>
    public Func<Task> BeforeGet { get; set; } = () => Task.CompletedTask;

    public int Gets => _gets;

    public ValueTask<FacilityContext> ContextAsync() => Get<FacilityDirectory>().GetAsync(Facility, CancellationToken.None);

    /// <summary>Asks for a run and works it to its end, message by message.</summary>
    public async Task<SyncRun> SyncAsync(SyncKind kind, bool dryRun = false)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var report = await Get<SyncService>().StartAsync(Facility, kind, dryRun, CancellationToken.None);
        while (await WorkAsync())
        {
        }

        return (await Get<SyncService>().GetAsync(Facility, report.Id, CancellationToken.None)).Run;
    }

    /// <summary>Works what is in the queue now; tells whether there was anything.</summary>
    public Task<bool> WorkAsync() => WorkAsync(WorkQueues.FacilitySync, Get<SyncFacility>());

    public async Task<IReadOnlyList<string>> EventTypesAsync() => [.. (await EventsAsync()).Select(hubEvent => hubEvent.Type)];

    /// <summary>The whole of a table as text, with the versions of its rows.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RowsAsync(string table)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await Get<IStateStore>().QueryAsync(table, StateRange.WholeTable, 1000, continuation, CancellationToken.None);
            foreach (var row in page.Rows)
                rows[row.Key.ToString()] = $"{row.ETag} {System.Text.Encoding.UTF8.GetString(row.Body.Span)}";
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return rows;
    }

    public Person AddPerson(string id, string name, string? email = null, string? phone = null) => People[id] = new Person
    {
        Id = id,
        Facility = Facility,
        Name = name,
        Email = email,
        Phone = phone,
        Active = true,
    };

    public Visit AddVisit(string id, VisitStatus status = VisitStatus.Expected, TimeSpan? endsIn = null) => Visits[id] = new Visit
    {
        Id = id,
        Facility = Facility,
        Status = status,
        Visitor = new Visitor { Name = $"Visitor {id}" },
        Window = new TimeWindow { From = Clock.GetUtcNow(), To = Clock.GetUtcNow() + (endsIn ?? TimeSpan.FromHours(4)) },
        Credentials = [new Credential { Kind = CredentialKind.Pin, Value = "4711" }],
    };

    protected override Connector Vendor() => new("fake", "Fake", Handlers())
    {
        Bind = _ => new object(),
        Sensitive = new SensitiveMembers
        {
            Passwords = new HashSet<string> { "Password" },
            Personal = new HashSet<string> { "Personnumber" },
            Credentials = new HashSet<string> { "Pin" },
        },
    };

    private Handler[] Handlers() =>
    [
        new Handler<PersonQuery, Page<Person>>(
            PeopleOperations.List,
            async (_, query, _) => await PageAsync(People.Values.Where(person => !Unlisted.Contains(person.Id)).OrderBy(person => person.Id, StringComparer.Ordinal).Concat(ShownAgain), query.Page)),
        new Handler<ItemRequest, Person>(PeopleOperations.Get, async (_, request, _) =>
        {
            Interlocked.Increment(ref _gets);
            await BeforeGet();
            return People.TryGetValue(request.Id, out var person) ? person : throw new VendorException(VendorErrorKind.NotFound, "No such person.");
        })
        {
            Unavailable = _ => CanReadPeople ? null : "Cannot be read.",
        },
        new Handler<VisitQuery, Page<Visit>>(
            VisitOperations.List,
            async (_, query, _) => await PageAsync(Visits.Values.Where(visit => !Unlisted.Contains(visit.Id)).OrderBy(visit => visit.Id, StringComparer.Ordinal), query.Page)),
        new Handler<ItemRequest, Visit>(VisitOperations.Get, async (_, request, _) =>
        {
            Interlocked.Increment(ref _gets);
            await BeforeGet();
            return Visits.TryGetValue(request.Id, out var visit) ? visit : throw new VendorException(VendorErrorKind.NotFound, "No such visit.");
        })
        {
            Unavailable = _ => CanReadVisits ? null : "Cannot be read.",
        },
        new Handler<VisitEnd, Visit>(
            VisitOperations.End, (_, request, _) => Task.FromResult(request.Current with { Status = VisitStatus.Departed, EndReason = request.Reason })),
        new Handler<AccessEventQuery, Page<AccessEvent>>(
            AccessEventOperations.List,
            async (_, query, _) => await PageAsync(Passages.Where(passage => passage.Time >= query.From && passage.Time < query.To).OrderBy(passage => passage.Time), query.Page)),
    ];

    private async Task<Page<T>> PageAsync<T>(IEnumerable<T> all, PageRequest page)
    {
        var number = page.Position is null ? 0 : int.Parse(page.Position, System.Globalization.CultureInfo.InvariantCulture);
        await BeforePage(number);
        var rest = all.Skip(number * PageSize).Take(PageSize + 1).ToList();
        var next = rest.Count > PageSize ? FormattableString.Invariant($"{number + 1}") : null;
        return new Page<T>([.. rest.Take(PageSize)], next);
    }
}
