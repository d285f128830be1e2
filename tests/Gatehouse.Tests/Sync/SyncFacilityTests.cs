using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Sync;

/// <summary>A vendor of five people, one a page, and each page takes two minutes.</summary>
public sealed class SyncFacilityTests : IAsyncLifetime
{
    private const int People = 5;
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly FakeClock _clock = new();
    private readonly List<string?> _pages = [];
    private ServiceProvider _services = null!;
    private int _tests;
    private bool _refuses;
    private Func<Task> _meanwhile = () => Task.CompletedTask;

    private IWorkQueue Queue => _services.GetRequiredService<IWorkQueue>();

    private SyncFacility Work => _services.GetRequiredService<SyncFacility>();

    public async Task InitializeAsync()
    {
        var list = new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, (_, query, _) => ListAsync(query.Page.Position));
        var test = new Handler<Unit, ConnectionReport>(FacilityOperations.Test, (_, _, _) =>
        {
            _tests++;
            return Task.FromResult(new ConnectionReport("All is well."));
        });
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddGatehouse()
            .AddSqliteStores(_folder)
            .AddSingleton(new Connector("slow", "Slow", [list, test]) { Bind = _ => new object() })
            .AddSingleton(new Connector("bare", "Bare", []) { Bind = _ => new object() })
            .BuildServiceProvider();
        foreach (var system in new[] { "slow", "bare" })
            await _services.GetRequiredService<FacilityStore>().SaveAsync(
                new Facility { Id = $"{system}-site", Name = system, System = system, TimeZone = "UTC" }, null, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_sync_is_asked_for_where_people_can_be_listed()
    {
        await _services.GetRequiredService<SyncUsers>().RunAsync(CancellationToken.None);

        var message = (await ReceiveAsync()).ShouldHaveSingleItem();
        SyncMessage.Parse(message.Body).Facility.ShouldBe("slow-site");
    }

    [Fact]
    public async Task A_vault_that_is_away_makes_the_run_wait_where_it_is()
    {
        var message = new SyncMessage("slow-site", "run-1", null).ToString();
        _meanwhile = () => throw new StateStoreException("The vault is away.", isTransient: true);

        await DeliverAsync(message);

        (await RunAsync()).Outcome.ShouldBe(SyncOutcome.Running);
        (await ReceiveAsync()).ShouldBeEmpty();
        _clock.Advance(SyncFacility.AwayDelay);
        _meanwhile = () => Task.CompletedTask;
        await DeliverAsync((await ReceiveAsync()).ShouldHaveSingleItem().Body);
        (await RunAsync()).Detail.ShouldBe("All is well.");
    }

    [Fact]
    public async Task A_secret_that_is_disabled_ends_the_run_and_poisons_no_message()
    {
        _meanwhile = () => throw new StateStoreException("The secret is disabled.", isTransient: false);

        await DeliverAsync(new SyncMessage("slow-site", "run-1", null).ToString());

        (await RunAsync()).ShouldSatisfyAllConditions(
            run => run.Outcome.ShouldBe(SyncOutcome.Failed), run => run.Detail.ShouldBe("The secret is disabled."));
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sync_goes_on_in_a_new_message_after_five_minutes()
    {
        var message = new SyncMessage("slow-site", "run-1", null).ToString();

        await DeliverAsync(message);
        _pages.ShouldBe([null, "1", "2"]);
        (await RunAsync()).ShouldSatisfyAllConditions(
            run => run.Outcome.ShouldBe(SyncOutcome.Running), run => run.Seen.ShouldBe(3), run => run.Cursor.ShouldBe("3"));

        var next = (await ReceiveAsync()).ShouldHaveSingleItem();
        await DeliverAsync(next.Body);
        _pages.ShouldBe([null, "1", "2", "3", "4"]);
        (await RunAsync()).ShouldSatisfyAllConditions(
            run => run.Outcome.ShouldBe(SyncOutcome.Succeeded), run => run.Seen.ShouldBe(People), run => run.Cursor.ShouldBeNull(),
            run => run.Detail.ShouldBe("All is well."), run => run.EndedAt.ShouldBe(_clock.GetUtcNow()));
        _tests.ShouldBe(1);

        // The queue may deliver both again.
        await DeliverAsync(message);
        await DeliverAsync(next.Body);
        _pages.Count.ShouldBe(People);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_deliveries_at_once_one_counts()
    {
        var message = new SyncMessage("slow-site", "run-1", null).ToString();
        var runs = _services.GetRequiredService<SyncRunStore>();
        _meanwhile = async () =>
        {
            var read = await runs.OpenAsync("slow-site", "run-1", _clock.GetUtcNow(), CancellationToken.None);
            (await runs.SaveAsync(read, read.Value with { Seen = 4, Cursor = "4" }, CancellationToken.None)).ShouldNotBeNull();
        };

        await DeliverAsync(message);

        (await RunAsync()).Seen.ShouldBe(4);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendor_that_refuses_ends_the_run_and_not_the_message()
    {
        _refuses = true;

        await DeliverAsync(new SyncMessage("slow-site", "run-1", null).ToString());

        (await RunAsync()).ShouldSatisfyAllConditions(
            run => run.Outcome.ShouldBe(SyncOutcome.Failed), run => run.Detail.ShouldBe("Not now."), run => run.Seen.ShouldBe(0));
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("""{"facility":"slow-site"}""")]
    public async Task A_message_that_is_none_is_a_fault(string body) =>
        await Should.ThrowAsync<FormatException>(() => DeliverAsync(body));

    private Task DeliverAsync(string body) => Work.HandleAsync(new QueueDelivery("1", body, _clock.GetUtcNow()), CancellationToken.None);

    private Task<IReadOnlyList<WorkMessage>> ReceiveAsync() =>
        Queue.ReceiveAsync(WorkQueues.FacilitySync, 32, TimeSpan.FromHours(1), 5, CancellationToken.None);

    private async Task<SyncRun> RunAsync()
    {
        var runs = new List<SyncRun>();
        await foreach (var run in _services.GetRequiredService<SyncRunStore>().ListAsync("slow-site", CancellationToken.None))
            runs.Add(run.Value);
        return runs.ShouldHaveSingleItem();
    }

    private async Task<Page<Person>> ListAsync(string? position)
    {
        if (_refuses)
            throw new VendorException(VendorErrorKind.Forbidden, "Not now.");

        _pages.Add(position);
        var at = position is null ? 0 : int.Parse(position, System.Globalization.CultureInfo.InvariantCulture);
        await _meanwhile();
        _meanwhile = () => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromMinutes(2));
        var next = at + 1 < People ? FormattableString.Invariant($"{at + 1}") : null;
        return new Page<Person>([new Person { Id = FormattableString.Invariant($"p{at}"), Facility = "slow-site" }], next);
    }
}
