using System.Text.Json;
using Gatehouse.DeadLetters;
using Gatehouse.Errors;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Sync;
using Gatehouse.Vendors;
using Gatehouse.Work;

namespace Gatehouse.Tests.Sync;

public sealed class PeopleSyncTests : IAsyncLifetime
{
    private readonly SyncHub _hub = new();

    public Task InitializeAsync() => _hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_first_sync_fills_the_directory_and_tells_of_nobody()
    {
        for (var i = 0; i < 250; i++)
            _hub.AddPerson($"p{i:D3}", $"Person {i:D3}");

        var run = await _hub.SyncAsync(SyncKind.People);

        (run.Outcome, run.Seen, run.Created, run.Changed, run.Removed).ShouldBe((SyncOutcome.Succeeded, 250, 250, 0, 0));
        run.EndedAt.ShouldNotBeNull();
        (await ListAsync(new PersonQuery(new PageRequest(1000)))).Count.ShouldBe(250);
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
        (await _hub.RowsAsync("SyncSeen")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unchanged_person_costs_no_write()
    {
        for (var i = 0; i < 20; i++)
            _hub.AddPerson($"p{i:D3}", $"Person {i:D3}", $"p{i}@people.example");
        await _hub.SyncAsync(SyncKind.People);
        var before = (await _hub.RowsAsync("People")).Where(row => !row.Key.EndsWith("|state", StringComparison.Ordinal));

        var run = await _hub.SyncAsync(SyncKind.People);

        (run.Seen, run.Created, run.Changed, run.Removed, run.Expected).ShouldBe((20, 0, 0, 0, (int?)20));
        (await _hub.RowsAsync("People")).Where(row => !row.Key.EndsWith("|state", StringComparison.Ordinal)).ShouldBe(before);
    }

    [Fact]
    public async Task Who_is_shown_for_several_parents_is_one_person_who_does_not_change()
    {
        _hub.PageSize = 2;
        var first = _hub.AddPerson("p1", "Paula Plural") with { Organization = new NamedReference { Id = "a1" } };
        _hub.People["p1"] = first;
        _hub.AddPerson("p2", "Sam Single");
        _hub.ShownAgain.Add(first with { Organization = new NamedReference { Id = "a2" } });

        var run = await _hub.SyncAsync(SyncKind.People);
        var again = await _hub.SyncAsync(SyncKind.People);

        (run.Seen, run.Created, run.Changed).ShouldBe((2, 2, 0));
        (again.Seen, again.Created, again.Changed).ShouldBe((2, 0, 0));
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_that_does_not_tell_the_organization_leaves_it_as_the_list_has_it()
    {
        var person = _hub.AddPerson("p1", "Paula Plain");
        _hub.People["p1"] = person with { Organization = new NamedReference { Id = "a1" } };
        await _hub.SyncAsync(SyncKind.People);
        _hub.Clock.Advance(TimeSpan.FromSeconds(1));

        await _hub.Get<PeopleDirectory>().PutAsync(await _hub.ContextAsync(), person, CancellationToken.None);
        await _hub.SyncAsync(SyncKind.People);

        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_change_is_told_once_with_what_was_and_what_is()
    {
        _hub.AddPerson("stays", "Sam Stays");
        _hub.AddPerson("changes", "Clara Changes", "old@people.example");
        _hub.AddPerson("goes", "George Goes");
        await _hub.SyncAsync(SyncKind.People);

        _hub.AddPerson("changes", "Clara Changes", "new@people.example");
        _hub.AddPerson("comes", "Cora Comes");
        _hub.People.Remove("goes");
        var run = await _hub.SyncAsync(SyncKind.People);
        await _hub.SyncAsync(SyncKind.People);

        (run.Created, run.Changed, run.Removed).ShouldBe((1, 1, 1));
        var events = await _hub.EventsAsync();
        events.Select(hubEvent => hubEvent.Type)
            .ShouldBe([EventTypes.PersonChanged, EventTypes.PersonCreated, EventTypes.PersonRemoved], ignoreOrder: true);
        var changed = events.Single(hubEvent => hubEvent.Type == EventTypes.PersonChanged);
        changed.Subject.ShouldBe("facilities/site-1/people/changes");
        changed.From!.Value.GetRawText().ShouldBe("""{"email":"old@people.example"}""");
        changed.To!.Value.GetRawText().ShouldBe("""{"email":"new@people.example"}""");
        changed.Data.GetProperty("name").GetString().ShouldBe("Clara Changes");
        (await SearchAsync("old@")).ShouldBeEmpty();
        (await SearchAsync("new@")).ShouldBe(["changes"]);
        (await SearchAsync("george")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_tells_what_it_would_do_and_does_nothing()
    {
        _hub.AddPerson("a", "Anna");
        _hub.AddPerson("b", "Bert");
        await _hub.SyncAsync(SyncKind.People);
        var before = await _hub.RowsAsync("People");
        _hub.AddPerson("a", "Anna Anders");
        _hub.AddPerson("c", "Carl");
        _hub.People.Remove("b");

        var run = await _hub.SyncAsync(SyncKind.People, dryRun: true);

        (run.DryRun, run.Created, run.Changed, run.Removed).ShouldBe((true, 1, 1, 1));
        (await _hub.RowsAsync("People")).ShouldBe(before);
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_where_it_was_and_removes_nobody_whom_it_saw_before()
    {
        _hub.PageSize = 10;
        for (var i = 0; i < 50; i++)
            _hub.AddPerson($"p{i:D3}", $"Person {i:D3}");
        await _hub.SyncAsync(SyncKind.People);
        _hub.People.Remove("p049");
        var pages = new List<int>();
        using var killed = new CancellationTokenSource();
        _hub.BeforePage = async page =>
        {
            pages.Add(page);
            if (page == 2 && !killed.IsCancellationRequested)
            {
                await killed.CancelAsync();
                killed.Token.ThrowIfCancellationRequested();
            }
        };
        var message = new SyncMessage(SyncHub.Facility, "run-1", null).ToString();
        await Should.ThrowAsync<OperationCanceledException>(() => _hub.Get<SyncFacility>().HandleAsync(
            new QueueDelivery("1", message, _hub.Clock.GetUtcNow()), killed.Token));

        await _hub.Get<SyncFacility>().HandleAsync(new QueueDelivery("1", message, _hub.Clock.GetUtcNow()), CancellationToken.None);

        pages.ShouldBe([0, 1, 2, 2, 3, 4]);
        var run = (await _hub.Get<SyncService>().GetAsync(SyncHub.Facility, "run-1", CancellationToken.None)).Run;
        (run.Outcome, run.Seen, run.Removed).ShouldBe((SyncOutcome.Succeeded, 49, 1));
        (await ListAsync(new PersonQuery(new PageRequest(1000)))).Count.ShouldBe(49);
    }

    [Fact]
    public async Task A_run_that_does_not_come_to_its_end_removes_nobody()
    {
        _hub.PageSize = 10;
        for (var i = 0; i < 30; i++)
            _hub.AddPerson($"p{i:D3}", $"Person {i:D3}");
        await _hub.SyncAsync(SyncKind.People);
        _hub.People.Remove("p000");
        _hub.BeforePage = page => page == 2 ? throw new VendorException(VendorErrorKind.Forbidden, "Not now.") : Task.CompletedTask;

        var run = await _hub.SyncAsync(SyncKind.People);

        (run.Outcome, run.Seen, run.Removed, run.Detail).ShouldBe((SyncOutcome.Failed, 20, 0, "Not now."));
        (await ListAsync(new PersonQuery(new PageRequest(1000)))).Count.ShouldBe(30);
    }

    [Fact]
    public async Task While_a_run_is_under_way_no_other_of_its_kind_begins()
    {
        _hub.PageSize = 1;
        _hub.AddPerson("a", "Anna");
        _hub.AddPerson("b", "Bert");
        var inside = 0;
        HubException? refused = null;
        _hub.BeforePage = async page =>
        {
            inside++;
            if (page != 1)
                return;
            refused = await Should.ThrowAsync<HubException>(
                () => _hub.Get<SyncService>().StartAsync(SyncHub.Facility, SyncKind.People, false, CancellationToken.None));
            var other = new SyncMessage(SyncHub.Facility, "another", null).ToString();
            await _hub.Get<SyncFacility>().HandleAsync(new QueueDelivery("2", other, _hub.Clock.GetUtcNow()), CancellationToken.None);
        };

        var run = await _hub.SyncAsync(SyncKind.People);

        refused.ShouldNotBeNull().Code.ShouldBe("sync_running");
        run.Outcome.ShouldBe(SyncOutcome.Succeeded);
        inside.ShouldBe(2);
        (await _hub.SyncAsync(SyncKind.People)).Outcome.ShouldBe(SyncOutcome.Succeeded);
    }

    [Fact]
    public async Task A_run_whose_message_was_given_up_ends_as_failed_and_frees_the_next()
    {
        _hub.AddPerson("a", "Anna");
        _hub.BeforePage = _ => throw new InvalidOperationException("A defect.");
        var report = await _hub.Get<SyncService>().StartAsync(SyncHub.Facility, SyncKind.People, false, CancellationToken.None);
        await Should.ThrowAsync<InvalidOperationException>(_hub.WorkAsync);
        var poisoned = new SyncMessage(SyncHub.Facility, report.Id, null).ToString();

        await _hub.Get<DeadLetterFacilitySync>().HandleAsync(new QueueDelivery("3", poisoned, _hub.Clock.GetUtcNow()), CancellationToken.None);

        (await _hub.Get<SyncService>().GetAsync(SyncHub.Facility, report.Id, CancellationToken.None)).Run.Outcome.ShouldBe(SyncOutcome.Failed);
        _hub.BeforePage = _ => Task.CompletedTask;
        (await _hub.SyncAsync(SyncKind.People)).Outcome.ShouldBe(SyncOutcome.Succeeded);
    }

    [Fact]
    public async Task What_is_sensitive_is_neither_kept_nor_told()
    {
        await _hub.SyncAsync(SyncKind.People);
        _hub.People["a"] = _hub.AddPerson("a", "Anna") with
        {
            Fields = new Dictionary<string, JsonElement>
            {
                ["Password"] = JsonElement.Parse("\"hidden-1\""),
                ["Personnumber"] = JsonElement.Parse("\"hidden-2\""),
                ["Pin"] = JsonElement.Parse("\"hidden-3\""),
                ["Floor"] = JsonElement.Parse("\"shown-4\""),
            },
            Raw = JsonElement.Parse("""{"Password":"hidden-5"}"""),
        };

        await _hub.SyncAsync(SyncKind.People);

        var rows = string.Concat((await _hub.RowsAsync("People")).Values.Concat((await _hub.RowsAsync("Events")).Values));
        rows.ShouldContain("shown-4");
        rows.ShouldNotContain("hidden-");
    }

    [Theory]
    [InlineData("an", new[] { "1", "2" })]
    [InlineData("ANDERSSON", new[] { "1", "2" })]
    [InlineData("ake", new[] { "3" })]
    [InlineData("öst", new[] { "3" })]
    [InlineData("+46 70", new[] { "1", "3" })]
    [InlineData("anna@", new[] { "1" })]
    [InlineData("nobody", new string[0])]
    public async Task People_are_found_by_the_beginning_of_name_address_and_number(string text, string[] ids)
    {
        _hub.AddPerson("1", "Anna Andersson", "anna@people.example", "+46 70 111");
        _hub.People["1"] = _hub.People["1"] with { FirstName = "Anna", LastName = "Andersson" };
        _hub.AddPerson("2", "Bert Andersson", "bert@people.example");
        _hub.People["2"] = _hub.People["2"] with { FirstName = "Bert", LastName = "Andersson" };
        _hub.AddPerson("3", "Åke Öst", null, "+46-70-222");
        _hub.People["3"] = _hub.People["3"] with { FirstName = "Åke", LastName = "Öst" };
        await _hub.SyncAsync(SyncKind.People);

        (await SearchAsync(text)).ShouldBe(ids, ignoreOrder: true);
        (await SearchAsync(text, limit: 1)).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task A_facility_that_cannot_be_asked_for_keeps_no_other_from_it()
    {
        await _hub.StartAsync("site-2");
        await _hub.Get<FacilityStore>().SaveAsync(
            new Facility { Id = "site-0", Name = "Odd", System = "fake", TimeZone = "No/Where" }, null, CancellationToken.None);

        await _hub.Get<SyncUsers>().RunAsync(CancellationToken.None);

        var messages = await _hub.Get<IWorkQueue>().ReceiveAsync(WorkQueues.FacilitySync, 32, TimeSpan.FromHours(1), 5, CancellationToken.None);
        messages.Select(message => SyncMessage.Parse(message.Body).Facility).ShouldBe(["site-1", "site-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_person_written_through_the_hub_during_a_run_is_neither_removed_nor_told_of_again()
    {
        _hub.AddPerson("a", "Anna");
        await _hub.SyncAsync(SyncKind.People);
        var fresh = _hub.AddPerson("z", "Zoe");
        _hub.People.Remove("z");
        _hub.BeforePage = async _ =>
        {
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await _hub.Get<PeopleDirectory>().PutAsync(await _hub.ContextAsync(), fresh, CancellationToken.None);
        };

        var run = await _hub.SyncAsync(SyncKind.People);
        _hub.BeforePage = _ => Task.CompletedTask;
        _hub.People["z"] = fresh;
        await _hub.SyncAsync(SyncKind.People);

        run.Removed.ShouldBe(0);
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.PersonCreated]);
    }

    private async Task<IReadOnlyList<string>> SearchAsync(string text, int limit = 100) =>
        await ListAsync(new PersonQuery(new PageRequest(limit)) { Text = text });

    private async Task<IReadOnlyList<string>> ListAsync(PersonQuery query)
    {
        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await _hub.Get<PeopleService>().ListAsync(
                SyncHub.Facility, query with { Page = query.Page with { Position = position } }, live: false, CancellationToken.None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Page.Limit);
            ids.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
        }
        while (position is not null);

        return ids;
    }
}
