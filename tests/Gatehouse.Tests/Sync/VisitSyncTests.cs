using Gatehouse.Events;
using Gatehouse.Indexes;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Visits;
using Gatehouse.Work;

namespace Gatehouse.Tests.Sync;

public sealed class VisitSyncTests : IAsyncLifetime
{
    private readonly SyncHub _hub = new();

    public async Task InitializeAsync()
    {
        await _hub.StartAsync();
        await _hub.SyncAsync(SyncKind.Visits);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_visit_that_was_over_long_ago_is_no_news_although_the_vendor_lists_it()
    {
        await _hub.SyncAsync(SyncKind.Visits);
        _hub.AddVisit("old", VisitStatus.Departed);
        _hub.Visits["old"] = _hub.Visits["old"] with { Window = null, DepartedAt = _hub.Clock.GetUtcNow().AddDays(-100) };

        var run = await _hub.SyncAsync(SyncKind.Visits);

        (run.Seen, run.Created).ShouldBe((1, 0));
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_s_life_is_told_step_by_step_and_each_step_once()
    {
        var visit = _hub.AddVisit("v1");
        await PollTwiceAsync();
        _hub.Visits["v1"] = visit = visit with { Purpose = "Audit" };
        await PollTwiceAsync();
        _hub.Visits["v1"] = visit = visit with { Status = VisitStatus.Arrived, ArrivedAt = _hub.Clock.GetUtcNow() };
        await PollTwiceAsync();
        _hub.Visits["v1"] = visit with { Status = VisitStatus.Departed, DepartedAt = _hub.Clock.GetUtcNow() };
        await PollTwiceAsync();

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitChanged, EventTypes.VisitArrived, EventTypes.VisitDeparted]);
    }

    [Fact]
    public async Task The_first_poll_tells_of_nothing()
    {
        await using var hub = new SyncHub();
        await hub.StartAsync();
        hub.AddVisit("v1", VisitStatus.Arrived);

        (await hub.SyncAsync(SyncKind.Visits)).Created.ShouldBe(1);

        (await hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_here_when_first_seen_was_created_and_arrived()
    {
        _hub.AddVisit("v1", VisitStatus.Arrived);

        await PollTwiceAsync();

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitArrived]);
    }

    [Fact]
    public async Task An_event_has_the_host_s_address_and_no_credentials()
    {
        _hub.AddPerson("h1", "Hedda Host", "hedda@host.example");
        await _hub.SyncAsync(SyncKind.People);
        _hub.Visits["v1"] = _hub.AddVisit("v1") with { Host = new HostReference { Id = "h1", Name = "Hedda Host" } };

        await PollTwiceAsync();

        var told = (await _hub.EventsAsync()).ShouldHaveSingleItem();
        told.Data.GetProperty("host").GetProperty("email").GetString().ShouldBe("hedda@host.example");
        told.Data.GetRawText().ShouldNotContain("4711");
        string.Concat((await _hub.RowsAsync("Visits")).Values).ShouldNotContain("4711");
    }

    [Fact]
    public async Task A_missing_visit_is_cancelled_when_a_get_confirms_it()
    {
        _hub.AddVisit("v1");
        await PollTwiceAsync();
        _hub.Visits.Remove("v1");

        await PollTwiceAsync();

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitCancelled]);
        (await _hub.EventsAsync())[1].To!.Value.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_missing_visit_that_can_be_read_is_not_cancelled()
    {
        _hub.AddVisit("v1");
        await PollTwiceAsync();
        _hub.Unlisted.Add("v1");

        await PollTwiceAsync();

        _hub.Gets.ShouldBe(2);
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated]);
    }

    [Fact]
    public async Task A_missing_visit_whose_window_is_over_is_not_cancelled()
    {
        _hub.AddVisit("v1", endsIn: TimeSpan.FromMinutes(10));
        await PollTwiceAsync();
        _hub.Visits.Remove("v1");
        _hub.Clock.Advance(TimeSpan.FromMinutes(10));

        await PollTwiceAsync();

        _hub.Gets.ShouldBe(0);
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated]);
    }

    [Fact]
    public async Task The_end_of_a_window_that_only_the_hub_keeps_is_no_change_at_the_vendor()
    {
        var context = await _hub.ContextAsync();
        var visit = _hub.AddVisit("v1");
        var record = new ObjectRecord { WindowStart = visit.Window!.From, WindowEnd = visit.Window.To };
        await _hub.Get<ObjectIndexes>().Visits.RecordAsync(SyncHub.Facility, "v1", record, null, CancellationToken.None);
        await _hub.Get<VisitLedger>().SaveAsync(context, visit, announce: true, CancellationToken.None);
        _hub.Visits["v1"] = visit with { Window = new TimeWindow { From = visit.Window.From } };

        await PollTwiceAsync();
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated]);
        (await _hub.Get<VisitRecords>().GetAsync(SyncHub.Facility, "v1", CancellationToken.None))!.Window!.To.ShouldBe(visit.Window.To);

        _hub.Visits.Remove("v1");
        _hub.Clock.Advance(TimeSpan.FromHours(5));
        await PollTwiceAsync();
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated]);
    }

    [Fact]
    public async Task What_was_written_while_a_poll_was_reading_is_newer_than_what_it_read()
    {
        var visit = _hub.AddVisit("v1");
        await PollTwiceAsync();
        _hub.Visits["v1"] = visit with { Purpose = "read before the visitor came" };
        _hub.BeforePage = async _ =>
        {
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await _hub.Get<VisitLedger>().SaveAsync(
                await _hub.ContextAsync(), visit with { Status = VisitStatus.Arrived }, announce: true, CancellationToken.None);
        };
        var run = await _hub.SyncAsync(SyncKind.Visits);
        _hub.BeforePage = _ => Task.CompletedTask;
        _hub.Visits["v1"] = visit with { Status = VisitStatus.Arrived };
        await PollTwiceAsync();

        run.Changed.ShouldBe(0);
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitArrived]);
    }

    [Fact]
    public async Task Looking_for_many_missing_visits_keeps_the_lock_and_goes_on_in_a_new_message()
    {
        for (var i = 0; i < 30; i++)
            _hub.AddVisit($"v{i:D2}");
        await PollTwiceAsync();
        _hub.Visits.Clear();
        _hub.AddVisit("stays");
        var unlocked = 0;
        _hub.BeforeGet = async () =>
        {
            _hub.Clock.Advance(TimeSpan.FromSeconds(20));
            if (await _hub.Get<SyncLocks>().FindAsync(SyncHub.Facility, SyncKind.Visits, CancellationToken.None) is null)
                Interlocked.Increment(ref unlocked);
        };

        var run = await _hub.SyncAsync(SyncKind.Visits);

        unlocked.ShouldBe(0);
        (run.Outcome, run.Seen, run.Removed, _hub.Gets).ShouldBe((SyncOutcome.Succeeded, 1, 30, 30));
        (run.EndedAt - run.StartedAt)!.Value.ShouldBeGreaterThan(SyncFacility.Part);
        (await _hub.RowsAsync("SyncSeen")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_that_cannot_be_read_back_can_be_ended()
    {
        _hub.CanReadVisits = false;
        var visit = _hub.AddVisit("v1");
        await PollTwiceAsync();

        var known = await _hub.Get<VisitService>().EndAsync(SyncHub.Facility, "v1", "Went home", null, CancellationToken.None);
        var unknown = await _hub.Get<VisitService>().EndAsync(SyncHub.Facility, "v2", null, null, CancellationToken.None);

        (known.Status, known.Window, known.EndReason, _hub.Gets).ShouldBe((VisitStatus.Departed, visit.Window, "Went home", 0));
        (unknown.Id, unknown.Status).ShouldBe(("v2", VisitStatus.Departed));
    }

    [Fact]
    public async Task What_was_written_through_the_hub_is_not_told_of_again_by_a_poll()
    {
        var context = await _hub.ContextAsync();
        var visit = _hub.AddVisit("v1") with { Key = "mine" };
        await _hub.Get<VisitLedger>().SaveAsync(context, visit, announce: true, CancellationToken.None);
        await PollTwiceAsync();
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated]);

        _hub.Visits.Remove("v1");
        await _hub.Get<VisitLedger>().RemoveAsync(context, "v1", CancellationToken.None);
        await PollTwiceAsync();

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitCancelled]);
    }

    [Fact]
    public async Task A_connector_s_own_record_is_told_of_by_the_use_case()
    {
        var context = await _hub.ContextAsync();
        var records = _hub.Get<VisitRecords>();
        var visit = _hub.AddVisit("v1");
        await records.PutAsync(visit, CancellationToken.None);
        (await records.GetAsync(SyncHub.Facility, "v1", CancellationToken.None))!.Credentials[0].Value.ShouldBe("4711");
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
        await _hub.Get<VisitLedger>().SaveAsync(context, visit, announce: true, CancellationToken.None);

        (await records.DeleteAsync(SyncHub.Facility, "v1", CancellationToken.None)).ShouldBeTrue();
        (await records.GetAsync(SyncHub.Facility, "v1", CancellationToken.None)).ShouldBeNull();
        (await records.ListAsync(SyncHub.Facility, CancellationToken.None).ToListAsync()).ShouldBeEmpty();
        await _hub.Get<VisitLedger>().RemoveAsync(context, "v1", CancellationToken.None);

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitCreated, EventTypes.VisitCancelled]);
    }

    [Fact]
    public async Task The_muster_list_has_who_is_here_whatever_their_window_says()
    {
        _hub.AddVisit("here", VisitStatus.Arrived, endsIn: TimeSpan.FromMinutes(1));
        _hub.AddVisit("later");
        await PollTwiceAsync();
        _hub.Clock.Advance(TimeSpan.FromDays(7));

        var here = await _hub.Get<VisitService>().SearchAsync(
            SyncHub.Facility, new VisitQuery(new PageRequest(100)) { Status = VisitStatus.Arrived }, CancellationToken.None);

        here.Items.Select(visit => visit.Id).ShouldBe(["here"]);
    }

    [Fact]
    public async Task Todays_list_comes_from_the_snapshot_page_by_page()
    {
        for (var i = 0; i < 7; i++)
            _hub.AddVisit($"v{i}");
        _hub.AddVisit("over", endsIn: TimeSpan.FromMinutes(1));
        await PollTwiceAsync();
        _hub.Visits.Clear();
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await _hub.Get<VisitService>().SearchAsync(
                SyncHub.Facility, new VisitQuery(new PageRequest(3, position)) { From = _hub.Clock.GetUtcNow() }, CancellationToken.None);
            ids.AddRange(page.Items.Select(visit => visit.Id));
            position = page.Next;
        }
        while (position is not null);

        ids.ShouldBe(["v0", "v1", "v2", "v3", "v4", "v5", "v6"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_poll_that_finds_nothing_new_leaves_no_report()
    {
        _hub.AddVisit("v1");
        _hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await _hub.Get<PollVisits>().RunAsync(CancellationToken.None);
        await _hub.WorkAsync();
        var reports = (await _hub.RowsAsync("SyncRuns")).Count;
        reports.ShouldBe(2);

        _hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await _hub.Get<PollVisits>().RunAsync(CancellationToken.None);
        (await _hub.WorkAsync()).ShouldBeTrue();

        (await _hub.RowsAsync("SyncRuns")).Count.ShouldBe(reports);
    }

    [Fact]
    public async Task An_event_that_was_left_is_published_by_the_sweep_once()
    {
        var told = EventDraft.Of(
            EventTypes.VisitCreated, SyncHub.Facility, "facilities/site-1/visits/x", 7, _hub.Clock.GetUtcNow(), System.Text.Json.JsonElement.Parse("{}"));
        var outbox = _hub.Get<VisitRecords>().Outbox;
        await _hub.Get<IStateStore>().BatchAsync("Visits", SyncHub.Facility, [outbox.Add(told)], CancellationToken.None);
        _hub.Clock.Advance(TimeSpan.FromMinutes(3));

        for (var i = 0; i < 2; i++)
        {
            foreach (var sweep in _hub.Get<IEnumerable<ISweep>>())
                await sweep.SweepAsync(CancellationToken.None);
        }

        (await _hub.EventsAsync()).ShouldHaveSingleItem().Id.ShouldBe(told.Id);

        // Readers of the log may have passed the time at which it was made.
        (await _hub.RowsAsync("Events")).Keys.Single().ShouldContain(EventPosition.Of(told, _hub.Clock.GetUtcNow()).Row);
        (await _hub.RowsAsync("Visits")).Keys.ShouldNotContain(key => key.Contains("outbox", StringComparison.Ordinal));
    }

    private async Task PollTwiceAsync()
    {
        await _hub.SyncAsync(SyncKind.Visits);
        await _hub.SyncAsync(SyncKind.Visits);
    }
}
