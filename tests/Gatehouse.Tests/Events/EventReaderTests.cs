using System.Collections.Concurrent;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Events;

public sealed class EventReaderTests : IAsyncLifetime
{
    private static readonly EventFilter Everything = new(Limit: null);
    private readonly TemporaryStores _stores = new();
    private EventStore _log = null!;
    private EventReader _reader = null!;

    public Task InitializeAsync()
    {
        _log = new EventStore(_stores.State);
        _reader = new EventReader(_log, _stores.Clock);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    /// <summary>
    /// Writers on machines whose clocks are up to nine seconds off log what they see, and some of it late or by the sweep, while a reader
    /// follows with its cursor, over a midnight.
    /// </summary>
    [Fact]
    public async Task A_reader_with_a_cursor_sees_every_event_once_while_writers_with_skewed_clocks_append()
    {
        var random = new Random(17);
        _stores.Clock.Advance(new DateTimeOffset(2026, 6, 15, 23, 58, 0, TimeSpan.Zero) - _stores.Clock.GetUtcNow());
        var writers = Enumerable.Range(0, 5).Select(number => new Writer(number, TimeSpan.FromSeconds((4.5 * number) - 9), _stores)).ToList();
        var (written, seen) = (new HashSet<string>(), new List<string>());
        string? cursor = null;
        for (var step = 0; step < 120; step++)
        {
            foreach (var writer in writers)
            {
                foreach (var id in await writer.WriteAsync(random))
                    written.Add(id);
            }

            _stores.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 4)));
            foreach (var writer in writers)
                await writer.FinishAsync(random);
            cursor = await ReadAsync(Everything, cursor, random.Next(1, 30), seen);
        }

        _stores.Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var writer in writers)
            await writer.SweepAsync();
        _stores.Clock.Advance(TimeSpan.FromMinutes(5));
        cursor = await ReadAsync(Everything, cursor, 100, seen);

        written.Count.ShouldBeGreaterThan(400);
        writers.ShouldAllBe(writer => writer.Swept > 0);
        seen.ShouldBeUnique();
        seen.ShouldBe(written, ignoreOrder: true);
        (await ReadAsync(Everything, cursor, 100, seen)).ShouldBe(cursor);
        seen.Count.ShouldBe(written.Count);
    }

    [Fact]
    public async Task Young_events_are_not_passed()
    {
        await AddAsync("visit.created", "north", 0);
        var seen = new List<string>();

        var cursor = await ReadAsync(Everything, null, 10, seen);
        seen.ShouldBeEmpty();
        _stores.Clock.Advance(EventReader.Young + TimeSpan.FromTicks(1));
        await ReadAsync(Everything, cursor, 10, seen);

        seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Events_come_in_the_order_in_which_they_were_logged_and_years_without_any_cost_nothing()
    {
        var wanted = new List<string>();
        foreach (var days in new[] { 0, 0, 1, 799, 1 })
        {
            _stores.Clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(1));
            wanted.Add(await AddAsync("visit.created", FormattableString.Invariant($"f{wanted.Count}"), wanted.Count));
        }

        _stores.Clock.Advance(TimeSpan.FromDays(400));
        var seen = new List<string>();
        await ReadAsync(Everything, null, 2, seen);

        seen.ShouldBe(wanted);
    }

    [Fact]
    public async Task Filters_leave_out_what_is_not_wanted_and_what_must_not_be_seen()
    {
        var first = await AddAsync("visit.created", "north", 1);
        _stores.Clock.Advance(TimeSpan.FromSeconds(1));
        var from = _stores.Clock.GetUtcNow();
        var second = await AddAsync("visit.arrived", "north", 2);
        var other = await AddAsync("person.created", "south", 3);
        var none = await AddAsync("grant.active", null, 4);
        _stores.Clock.Advance(TimeSpan.FromMinutes(1));

        (await SeenAsync(Everything with { Types = ["visit.*"] })).ShouldBe([first, second], ignoreOrder: true);
        (await SeenAsync(Everything with { Types = ["visit.created", "grant.*"] })).ShouldBe([first, none], ignoreOrder: true);
        (await SeenAsync(Everything with { Facility = "south" })).ShouldBe([other]);
        (await SeenAsync(Everything with { From = from })).ShouldBe([second, other, none], ignoreOrder: true);
        (await SeenAsync(Everything with { To = from })).ShouldBe([first]);
        (await SeenAsync(new EventFilter(["north"]))).ShouldBe([first, second]);
    }

    [Fact]
    public async Task What_concerns_several_facilities_is_seen_by_those_who_cover_them_all_and_found_by_each()
    {
        var own = await AddAsync("visit.created", "north", 1);
        var both = await AddAsync("grant.active", null, 2, "north", "south");
        var one = await AddAsync("grant.revoked", null, 3, "north");
        var none = await AddAsync("subscription.disabled", null, 4);
        _stores.Clock.Advance(TimeSpan.FromMinutes(1));

        (await SeenAsync(Everything)).ShouldBe([own, both, one, none], ignoreOrder: true);
        (await SeenAsync(new EventFilter(["north"]))).ShouldBe([own, one], ignoreOrder: true);
        (await SeenAsync(new EventFilter(["south"]))).ShouldBeEmpty();
        (await SeenAsync(new EventFilter(["east", "south", "north"]))).ShouldBe([own, both, one], ignoreOrder: true);
        (await SeenAsync(Everything with { Facility = "south" })).ShouldBe([both]);
        (await SeenAsync(Everything with { Facility = "north" })).ShouldBe([own, both, one], ignoreOrder: true);
        (await SeenAsync(new EventFilter(["south", "east"]) { Facility = "south" })).ShouldBeEmpty();
    }

    [Fact]
    public void Patterns_that_fit_nothing_are_named()
    {
        var wrong = new List<string>();
        EventPatterns.Check(["*", "visit.*", "grant.target.*", "visit.arrived", "visit", "visits.*", "visit.arived", "", "*.created"], i => $"{i}", error => wrong.Add(error.Pointer));

        wrong.ShouldBe(["4", "5", "6", "7", "8"]);
    }

    private async Task<IReadOnlyList<string>> SeenAsync(EventFilter filter)
    {
        var seen = new List<string>();
        await ReadAsync(filter, null, 100, seen);
        return seen;
    }

    private async Task<string> ReadAsync(EventFilter filter, string? cursor, int limit, List<string> seen)
    {
        while (true)
        {
            var page = await _reader.ReadAsync(filter, limit, cursor, CancellationToken.None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(item => item.Value.Id));
            cursor = page.Position;
            if (!page.HasMore)
                return cursor;
        }
    }

    private async Task<string> AddAsync(string type, string? facility, long sequence, params string[] facilities)
    {
        var hubEvent = EventDraft.Of(type, facility, "visits/1", sequence, _stores.Clock.GetUtcNow(), JsonElement.Parse("{}"));
        if (facilities.Length > 0)
            hubEvent = hubEvent.At(facilities);
        await _log.AddAsync(EventPosition.Of(hubEvent, hubEvent.Time), hubEvent, CancellationToken.None);
        return hubEvent.Id;
    }

    /// <summary>A machine with a clock of its own, some of whose writes to the log take a while, and some of which it forgets until the sweep.</summary>
    private sealed class Writer(int number, TimeSpan skew, TemporaryStores stores)
    {
        private readonly EventOutbox _outbox = new(stores.State, "Things");
        private readonly ConcurrentQueue<HubEvent> _unfinished = new();
        private readonly SkewedClock _clock = new(stores.Clock, skew);
        private long _sequence;

        public int Swept { get; private set; }

        private string Partition => FormattableString.Invariant($"machine {number}");

        private EventPublisher Publisher => new(
            new EventStore(stores.State), new NoQueue(), Options.Create(new EventOptions()), _clock, NullLogger<EventPublisher>.Instance);

        public async Task<IReadOnlyList<string>> WriteAsync(Random random)
        {
            var ids = new List<string>();
            for (var i = random.Next(0, 3); i > 0; i--)
            {
                var facility = FormattableString.Invariant($"f{random.Next(0, 30)}");
                var hubEvent = EventDraft.Of("visit.changed", facility, FormattableString.Invariant($"{number}"), ++_sequence, _clock.GetUtcNow(), JsonElement.Parse("{}"));
                await stores.State.BatchAsync("Things", Partition, [_outbox.Add(hubEvent)], CancellationToken.None);
                ids.Add(hubEvent.Id);
                if (random.Next(0, 10) > 0)
                    _unfinished.Enqueue(hubEvent);
            }

            return ids;
        }

        public async Task FinishAsync(Random random)
        {
            for (var i = random.Next(0, 4); i > 0 && _unfinished.TryDequeue(out var hubEvent); i--)
                await Publisher.PublishAsync(_outbox, Partition, [hubEvent], CancellationToken.None);
            if (random.Next(0, 20) == 0)
                await SweepAsync();
        }

        public async Task SweepAsync() => Swept += await Publisher.SweepAsync(_outbox, Partition, CancellationToken.None);
    }

    private sealed class SkewedClock(FakeClock clock, TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + skew;
    }

    private sealed class NoQueue : IWorkQueue
    {
        public Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
