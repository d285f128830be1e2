using System.Collections.Concurrent;
using Gatehouse.Lanes;

namespace Gatehouse.Contracts.Lanes;

/// <summary>Who goes first, and who keeps whom from working.</summary>
public abstract class LaneOrderContract : LaneContract
{
    private const int Many = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How many rows are due, and as many not yet, where one is looked for; fewer where a look goes through all rows.</summary>
    protected virtual int Haystack => Many;

    [Fact]
    public async Task Revokes_overtake_ten_thousand_waiting_applies()
    {
        var lane = Facility(1);
        LaneProcess process = null!;
        process = Start(async (item, token) =>
        {
            if (Calls.Count == 3)
                await process.Lanes.ScheduleManyAsync([.. Enumerable.Range(0, 5).Select(i => new LaneWork(lane, Revoke($"r{i}")))], token);
            return Calls.Count < 12 ? WorkOutcome.Done : WorkOutcome.LanePaused(Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        });
        await process.Lanes.ScheduleManyAsync(Applies(lane, Many), None);

        await process.DrainAsync();

        Calls.ShouldBe(["00000", "00001", "00002", "r0", "r1", "r2", "r3", "r4", "00003", "00004", "00005", "00006"]);
    }

    [Fact]
    public async Task The_next_item_is_found_among_thousands_of_due_and_of_future_ones()
    {
        var lane = Facility(1);
        var process = Start(_ => Calls.Count < 10 ? WorkOutcome.Done : WorkOutcome.LanePaused(Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
        await process.Lanes.ScheduleManyAsync(Applies(lane, Haystack, Clock.GetUtcNow() + TimeSpan.FromDays(1)), None);
        process.Queue.Sent.ShouldBe(1);
        await process.Lanes.ScheduleManyAsync([.. Enumerable.Range(0, 3).Select(i => new LaneWork(lane, Revoke($"later{i}") with { Due = Clock.GetUtcNow().AddDays(2) }))], None);
        await process.Lanes.ScheduleManyAsync(Applies(lane, Haystack), None);

        await process.DrainAsync();

        Calls.ShouldBe(Applies(lane, 10).Select(work => work.Item.Reference));
        process.Store.RowsRead.ShouldBeLessThan(15 * 12, "a look at the head for each item");
    }

    [Fact]
    public async Task While_all_open_slots_are_taken_the_last_one_takes_revokes_and_nothing_else()
    {
        var lane = Facility(3);
        var busy = new SemaphoreSlim(0);
        var release = new TaskCompletionSource();
        var process = Start(async (item, _) =>
        {
            busy.Release();
            if (item.Kind == "apply")
                await release.Task;
            return WorkOutcome.Done;
        });
        await process.Lanes.ScheduleManyAsync(Applies(lane, 10), None);
        var visit = process.WorkAsync(Ticket(lane));
        await busy.WaitAsync();
        await busy.WaitAsync();

        await process.Lanes.ScheduleAsync(lane, Revoke("r"), None);
        await process.DrainAsync();
        await busy.WaitAsync();

        Calls.Order(StringComparer.Ordinal).ShouldBe(["00000", "00003", "r"]);
        release.SetResult();
        (await visit).ShouldBeTrue();
        Calls.Count.ShouldBe(11);
    }

    [Fact]
    public async Task No_revoke_waits_behind_another_while_there_is_a_slot()
    {
        const int Others = 8;
        var lane = Facility(3);
        var (done, others) = (0, new TaskCompletionSource());
        var process = Start(async (item, token) =>
        {
            if (item.Reference == "first")
                await others.Task.WaitAsync(Patience, token);
            else if (Interlocked.Increment(ref done) == Others)
                others.SetResult();
            return WorkOutcome.Done;
        });
        await process.Lanes.PlanAsync([new LaneWork(lane, Revoke("first"))], None);
        await process.Lanes.ScheduleManyAsync([.. Enumerable.Range(0, Others).Select(i => new LaneWork(lane, Revoke($"r{i}")))], None);

        (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();

        others.Task.IsCompleted.ShouldBeTrue();
        (await RowsAsync(process, "Work")).ShouldBe(0, "the first one was not given up");
    }

    [Fact]
    public async Task A_dead_vendor_is_called_a_few_times_and_holds_up_nobody_else()
    {
        var dead = Facility(4, "dead");
        var good = Facility(4, "good");
        var (isDead, answered) = (true, 0);
        var calls = new ConcurrentQueue<string>();
        var process = Start(item =>
        {
            calls.Enqueue(item.Reference);
            if (!isDead && Interlocked.Increment(ref answered) >= 40)
                isDead = true;
            return isDead && item.Reference.StartsWith('0') ? WorkOutcome.LanePaused(Clock.GetUtcNow() + TimeSpan.FromMinutes(4)) : WorkOutcome.Done;
        });
        await process.Lanes.ScheduleManyAsync(Applies(dead, Many), None);
        await process.Lanes.ScheduleManyAsync([.. Enumerable.Range(0, 50).Select(i => new LaneWork(good, Apply($"good{i}")))], None);
        for (var i = 0; i < 20; i++)
            await process.Lanes.ScheduleAsync(dead, Revoke($"0r{i}"), None);

        await process.DrainAsync();
        calls.Count(call => call.StartsWith("good", StringComparison.Ordinal)).ShouldBe(50);
        Dead().ShouldBeLessThanOrEqualTo(4);

        // Each time the pause ends one call tells whether the next begins.
        for (var round = 1; round <= 3; round++)
        {
            var before = Dead();
            Clock.Advance(TimeSpan.FromMinutes(5));
            await process.Sweep.SweepAsync(None);
            await process.DrainAsync();
            Dead().ShouldBe(before + 1);
        }

        // The others follow the first call that is answered; here until the vendor is down again.
        isDead = false;
        var last = Dead();
        await process.Sweep.SweepAsync(None);
        await process.DrainAsync();
        Dead().ShouldBe(last, "the pause is not over");
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await process.WorkAsync(Ticket(dead))).ShouldBeTrue();
        Dead().ShouldBeInRange(last + 40, last + 44);
        calls.Skip(50 + last).Take(16).ShouldAllBe(call => call.StartsWith("0r", StringComparison.Ordinal));

        int Dead() => calls.Count(call => call.StartsWith('0'));
    }
}
