using Gatehouse.AccessEvents;
using Gatehouse.Events;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.Sync;
using Gatehouse.Visits;

namespace Gatehouse.Tests.Sync;

public sealed class AccessEventSyncTests : IAsyncLifetime
{
    private readonly SyncHub _hub = new();

    public Task InitializeAsync() => _hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_passage_is_told_of_once_however_often_polls_overlap()
    {
        _hub.PageSize = 2;
        for (var i = 0; i < 5; i++)
            Pass($"a{i}", TimeSpan.FromMinutes(-i));

        var first = await _hub.SyncAsync(SyncKind.AccessEvents);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Pass("b", TimeSpan.Zero);
        var second = await _hub.SyncAsync(SyncKind.AccessEvents);

        (first.Created, second.Created, second.Seen).ShouldBe((5, 1, 6));
        (await _hub.EventTypesAsync()).ShouldBe(Enumerable.Repeat(EventTypes.AccessEvent, 6));
    }

    [Fact]
    public async Task A_reader_that_reports_late_is_not_missed()
    {
        await _hub.SyncAsync(SyncKind.AccessEvents);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Pass("late", TimeSpan.FromMinutes(-9));

        (await _hub.SyncAsync(SyncKind.AccessEvents)).Created.ShouldBe(1);
    }

    [Fact]
    public async Task What_happened_while_the_vendor_was_away_is_fetched_afterwards()
    {
        await _hub.SyncAsync(SyncKind.AccessEvents);
        _hub.Clock.Advance(TimeSpan.FromHours(5));
        Pass("meanwhile", TimeSpan.FromHours(-3));

        (await _hub.SyncAsync(SyncKind.AccessEvents)).Created.ShouldBe(1);
    }

    [Fact]
    public async Task Passages_are_listed_by_time_and_text()
    {
        var now = _hub.Clock.GetUtcNow();
        Pass("1", TimeSpan.FromMinutes(-3), "Anna");
        Pass("2", TimeSpan.FromMinutes(-2), "Bert");
        Pass("3", TimeSpan.FromMinutes(-1), "Anna");
        await _hub.SyncAsync(SyncKind.AccessEvents);

        (await ListAsync(now.AddMinutes(-2), null, null)).ShouldBe(["2", "3"]);
        (await ListAsync(null, now.AddMinutes(-1), null)).ShouldBe(["1", "2"]);
        (await ListAsync(null, null, "ann")).ShouldBe(["1", "3"]);
    }

    /// <summary>The vendor goes on expecting who went through its door: the hub knows better, also where it asks the vendor.</summary>
    [Fact]
    public async Task Who_came_through_a_door_has_arrived_also_where_the_vendor_is_asked()
    {
        _hub.AddVisit("v1");
        _hub.AddVisit("v2");
        await _hub.SyncAsync(SyncKind.Visits);
        Pass("p1", TimeSpan.Zero, visit: "v1");
        var at = _hub.Clock.GetUtcNow();
        await _hub.SyncAsync(SyncKind.AccessEvents);
        _hub.Visits["v1"].Status.ShouldBe(VisitStatus.Expected);

        var visits = _hub.Get<VisitService>();
        var read = await visits.GetAsync(SyncHub.Facility, "v1", CancellationToken.None);
        (read.Status, read.ArrivedAt).ShouldBe((VisitStatus.Arrived, at));
        (await IdsAsync(null)).ShouldBe(["v1", "v2"]);
        (await IdsAsync(VisitStatus.Arrived)).ShouldBe(["v1"]);
        (await IdsAsync(VisitStatus.Expected)).ShouldBe(["v2"]);

        // Who has left did arrive, whatever the vendor knows; and a poll that shows nothing new tells nothing.
        _hub.Visits["v1"] = _hub.Visits["v1"] with { Status = VisitStatus.Departed, DepartedAt = at.AddHours(1) };
        await _hub.SyncAsync(SyncKind.Visits);
        await _hub.SyncAsync(SyncKind.Visits);
        (await visits.GetAsync(SyncHub.Facility, "v1", CancellationToken.None)).ArrivedAt.ShouldBe(at);
        var departed = (await _hub.EventsAsync()).Single(told => told.Type == EventTypes.VisitDeparted);
        departed.Data.GetProperty("arrivedAt").GetDateTimeOffset().ShouldBe(at);
        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.VisitArrived, EventTypes.VisitDeparted, EventTypes.AccessEvent], ignoreOrder: true);

        async Task<IEnumerable<string>> IdsAsync(VisitStatus? status) =>
            (await visits.ListAsync(SyncHub.Facility, new VisitQuery(new PageRequest(10)) { Status = status }, CancellationToken.None)).Items.Select(visit => visit.Id);
    }

    private async Task<IReadOnlyList<string>> ListAsync(DateTimeOffset? from, DateTimeOffset? to, string? text)
    {
        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await _hub.Get<AccessEventSearch>().ListAsync(
                SyncHub.Facility, from, to, text, new PageRequest(1, position), CancellationToken.None);
            ids.AddRange(page.Items.Select(passage => passage.Id));
            position = page.Next;
        }
        while (position is not null);

        return ids;
    }

    private void Pass(string id, TimeSpan ago, string? person = null, string? visit = null) => _hub.Passages.Add(new AccessEvent
    {
        Id = id,
        Facility = SyncHub.Facility,
        Time = _hub.Clock.GetUtcNow() + ago,
        Direction = visit is null ? AccessDirection.Unknown : AccessDirection.Entry,
        Person = person is null ? null : new NamedReference { Name = person },
        VisitId = visit,
    });
}
