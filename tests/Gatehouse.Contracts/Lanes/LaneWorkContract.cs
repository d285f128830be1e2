using Gatehouse.Lanes;

namespace Gatehouse.Contracts.Lanes;

/// <summary>What becomes of items, and what it costs.</summary>
public abstract class LaneWorkContract : LaneContract
{
    [Fact]
    public async Task An_item_is_worked_once_and_leaves_nothing()
    {
        var process = Start();

        await process.Lanes.ScheduleAsync(Facility(), Apply("a"), None);
        var writes = process.Store.Writes;
        await process.DrainAsync();

        Calls.ShouldBe(["a"]);
        writes.ShouldBe(1);
        process.Store.Writes.ShouldBe(5, "the row, the slot, the claim, and both back");
        (await RowsAsync(process, "Work")).ShouldBe(0);
        (await RowsAsync(process, "Lanes")).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_share_their_writes_where_there_are_many()
    {
        var process = Start();

        await process.Lanes.ScheduleManyAsync(Applies(Facility(1), 200), None);
        (process.Store.Writes, process.Queue.Sent).ShouldBe((2, 1));
        await process.DrainAsync();

        Calls.ShouldBe(Applies(Facility(1), 200).Select(work => work.Item.Reference));
        process.Store.Writes.ShouldBeInRange(2 + 25 + 2, 2 + 40, "the rows, a claim for every eight but for the last, and the slot with what it did last");
    }

    [Fact]
    public async Task A_ticket_that_comes_while_its_lane_is_worked_is_heard()
    {
        var lane = Facility(2);
        var process = Start();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                await process.Lanes.ScheduleAsync(lane, Apply(FormattableString.Invariant($"{writer}-{i}")), None);
                (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();
            }
        }));

        Calls.Count.ShouldBe(200, "without a sweep");
    }

    [Fact]
    public async Task Each_lane_of_many_gets_one_ticket()
    {
        var process = Start();

        await process.Lanes.ScheduleManyAsync(
            [.. Enumerable.Range(0, 10).SelectMany(i => Applies(Facility(name: $"f{i}"), 3))], None);

        process.Queue.Sent.ShouldBe(10);
        await process.DrainAsync();
        Calls.Count.ShouldBe(30);
    }

    [Fact]
    public async Task What_is_due_later_is_worked_when_its_ticket_comes()
    {
        var process = Start();
        await process.Lanes.ScheduleAsync(Facility(), Apply("a") with { Due = Clock.GetUtcNow() + Moment }, None);

        await process.DrainAsync();
        Calls.ShouldBeEmpty();
        await PassAsync(Moment);
        await process.DrainAsync();

        Calls.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_try_that_failed_is_repeated_later_and_counted()
    {
        var attempts = new List<int>();
        var process = Start(item =>
        {
            attempts.Add(item.Attempts);
            return attempts.Count switch
            {
                1 => WorkOutcome.RetryAt(Clock.GetUtcNow() + Moment),
                2 => throw new InvalidOperationException("A fault."),
                _ => WorkOutcome.Done,
            };
        });
        await process.Lanes.ScheduleAsync(Facility(), Apply("a"), None);

        await process.DrainAsync();
        await process.WorkAsync(Ticket(Facility()));
        attempts.ShouldBe([0]);
        await PassAsync(Moment);
        await process.DrainAsync();
        attempts.ShouldBe([0, 1]);
        await RecoverAsync(process);

        attempts.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task What_comes_next_takes_the_place_of_what_is_done()
    {
        var process = Start(item => item.Reference switch
        {
            "a" => WorkOutcome.Then(Apply("b"), Revoke("c"), Apply("z") with { Due = Clock.GetUtcNow() + TimeSpan.FromMinutes(10) }),
            _ => WorkOutcome.Done,
        });
        await process.Lanes.ScheduleAsync(Facility(1), Apply("a"), None);

        await process.DrainAsync();

        Calls.ShouldBe(["a", "c", "b"]);
        (await RowsAsync(process, "Work")).ShouldBe(1);
        await RecoverAsync(process);
        Calls.ShouldBe(["a", "c", "b", "z"]);
    }

    [Fact]
    public async Task An_item_whose_state_is_not_there_yet_waits_for_it_and_not_for_ever()
    {
        var isWritten = false;
        var process = Start(item => item.Reference == "a" && isWritten ? WorkOutcome.Done : WorkOutcome.NotYet);
        await process.Lanes.PlanAsync([new LaneWork(Facility(), Apply("a"))], None);
        await process.Lanes.ScheduleAsync(Facility(), Apply("never"), None);

        await process.DrainAsync();
        (await RowsAsync(process, "Work")).ShouldBe(2);
        isWritten = true;
        Clock.Advance(TimeSpan.FromSeconds(10));
        await process.WorkAsync(Ticket(Facility()));

        (await RowsAsync(process, "Work")).ShouldBe(1);
        Clock.Advance(WorkLanes.LongestPlan);
        await process.WorkAsync(Ticket(Facility()));
        (await RowsAsync(process, "Work")).ShouldBe(0);
    }

    [Fact]
    public async Task After_a_minute_a_ticket_goes_on()
    {
        var process = Start(_ =>
        {
            Clock.Advance(TimeSpan.FromSeconds(25));
            return WorkOutcome.Done;
        });
        await process.Lanes.ScheduleManyAsync(Applies(Facility(1), 5), None);

        (await process.WorkAsync((await process.ReceiveAsync()).ShouldHaveSingleItem().Body)).ShouldBeTrue();
        Calls.Count.ShouldBe(3);
        await process.DrainAsync();

        Calls.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_host_that_stops_leaves_the_item_as_it_was_and_its_slot_free()
    {
        using var stop = new CancellationTokenSource();
        var stopping = Start(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return WorkOutcome.Done;
        });
        await stopping.Lanes.ScheduleAsync(Facility(), Apply("a"), None);

        await Should.ThrowAsync<OperationCanceledException>(() => stopping.WorkAsync(Ticket(Facility()), stop.Token));
        var other = Start();
        await other.DrainAsync();

        Calls.ShouldBe(["a", "a"]);
        (await RowsAsync(other, "Lanes")).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_nobody_does_waits_for_somebody()
    {
        var process = Start();
        await process.Lanes.ScheduleAsync(Facility(), new WorkItem("newer", "a"), None);

        await process.DrainAsync();

        (await RowsAsync(process, "Work")).ShouldBe(1);
        (await RowsAsync(process, "Lanes")).ShouldBe(1, "the mark of the next ticket");
    }

    [Theory]
    [InlineData("Apply")]
    [InlineData("")]
    public async Task An_item_must_have_its_form(string kind)
    {
        var process = Start();

        await Should.ThrowAsync<ArgumentException>(() => process.Lanes.ScheduleAsync(Facility(), new WorkItem(kind, "a"), None));
        await Should.ThrowAsync<ArgumentException>(() => process.Lanes.ScheduleAsync(Facility(), Apply(new string('x', 201)), None));
        await Should.ThrowAsync<ArgumentException>(() => process.Lanes.ScheduleAsync(new Lane("a", 0), Apply("a"), None));
        process.Store.Writes.ShouldBe(0);
    }
}
