using Gatehouse.Lanes;
using Gatehouse.State;

namespace Gatehouse.Contracts.Lanes;

/// <summary>What must hold whoever dies, whoever is late, and however many there are.</summary>
public abstract class LaneSafetyContract : LaneContract
{
    private static readonly string[] References = ["a", "b", "c"];

    [Theory]
    [InlineData(LaneFault.Dies)]
    [InlineData(LaneFault.Fails)]
    [InlineData(LaneFault.FailsAfterwards)]
    public async Task A_fault_at_any_step_loses_nothing(LaneFault fault)
    {
        var steps = new LaneSteps { FaultAt = 1, Fault = fault };
        while (true)
        {
            var scope = Guid.NewGuid().ToString("N")[..16];
            await ActAsync(steps, scope);
            var rescue = Process(new LaneSteps(), scope);
            await RecoverAsync(rescue);

            foreach (var reference in References)
            {
                var key = new StateKey(reference, "wanted");
                if (await rescue.Store.GetAsync("Wanted", key, None) is not null)
                    (await rescue.Store.GetAsync("Reached", key, None)).ShouldNotBeNull($"{reference} at step {steps.FaultAt}");
            }

            if (!steps.IsReached)
                break;
            steps = new LaneSteps { FaultAt = steps.FaultAt + 1, Fault = fault };
        }

        steps.FaultAt.ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task A_ticket_that_comes_at_any_step_of_another_worker_does_not_wait_for_the_sweep()
    {
        var lane = Facility(1);
        for (var at = 1; ; at++)
        {
            var scope = Guid.NewGuid().ToString("N")[..16];
            Calls.Clear();
            var other = Start(_ => WorkOutcome.Done, null, scope);
            var steps = new LaneSteps
            {
                FaultAt = at,
                Instead = async () =>
                {
                    await other.Lanes.ScheduleAsync(lane, Apply("late"), None);
                    await other.DrainAsync();
                },
            };
            await other.Lanes.PlanAsync([new LaneWork(lane, Apply("first"))], None);
            var process = Start(_ => WorkOutcome.Done, steps, scope);
            (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();

            if (!steps.IsReached)
            {
                at.ShouldBeGreaterThan(8);
                break;
            }

            await other.DrainAsync();
            string.Join(' ', Calls.Order(StringComparer.Ordinal)).ShouldBe("first late", $"at step {at}");
            (await RowsAsync(other, "Work")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_ticket_that_joins_a_visit_at_any_step_does_not_wait_for_the_sweep_when_the_time_runs_out()
    {
        var lane = Facility(1);
        for (var at = 1; ; at++)
        {
            var scope = Guid.NewGuid().ToString("N")[..16];
            Calls.Clear();
            LaneProcess process = null!;
            var other = Start(_ => WorkOutcome.Done, null, scope);
            var steps = new LaneSteps
            {
                FaultAt = at,
                Instead = async () =>
                {
                    await other.Lanes.PlanAsync([new LaneWork(lane, Apply("late"))], None);
                    (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();
                    Clock.Advance(WorkLane.Part);
                },
            };
            var later = Apply("later") with { Due = Clock.GetUtcNow().AddDays(1) };
            await other.Lanes.PlanAsync([new LaneWork(lane, Apply("first")), new LaneWork(lane, later)], None);
            process = Start(_ => WorkOutcome.Done, steps, scope);
            (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();

            if (!steps.IsReached)
            {
                at.ShouldBeGreaterThan(8);
                break;
            }

            await other.DrainAsync();
            string.Join(' ', Calls.Order(StringComparer.Ordinal)).ShouldBe("first late", $"at step {at}");
        }
    }

    [Fact]
    public async Task Over_three_processes_a_lane_has_no_more_in_work_than_it_may()
    {
        const int Items = 60;
        var lane = new Lane("subscription:one", 3);
        var (now, most) = (0, 0);
        var open = new TaskCompletionSource();
        var entered = new SemaphoreSlim(0);
        var processes = Enumerable.Range(0, 3).Select(_ => Start(async (_, token) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            entered.Release();
            await open.Task.WaitAsync(token);
            Interlocked.Decrement(ref now);
            return WorkOutcome.Done;
        })).ToList();

        // Each process gets one slot, and is still at its first item when the others come.
        var visits = new List<Task<bool>>();
        foreach (var process in processes)
        {
            await process.Lanes.PlanAsync([new LaneWork(lane, Apply($"first{visits.Count}"))], None);
            visits.Add(Task.Run(() => process.WorkAsync(Ticket(lane))));
            await entered.WaitAsync();
        }

        await processes[0].Lanes.PlanAsync(Applies(lane, Items), None);
        foreach (var process in processes)
            (await process.WorkAsync(Ticket(lane))).ShouldBeTrue();
        Calls.Order(StringComparer.Ordinal).ShouldBe(["first0", "first1", "first2"]);
        open.SetResult();
        (await Task.WhenAll(visits)).ShouldAllBe(worked => worked);

        most.ShouldBe(3);
        Calls.Skip(3).Order(StringComparer.Ordinal).ShouldBe(Applies(lane, Items).Select(work => work.Item.Reference));
        (await RowsAsync(processes[0], "Work")).ShouldBe(0);
        (await RowsAsync(processes[0], "Lanes")).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_ticket_costs_time()
    {
        var process = Start();
        process.Queue.LosesMessages = true;
        await process.Lanes.ScheduleAsync(Facility(), Apply("a"), None);
        await process.Lanes.ScheduleAsync(Facility(name: "other"), Apply("b"), None);
        await process.Lanes.ScheduleAsync(Facility(name: "other"), Revoke("later") with { Due = Clock.GetUtcNow().AddHours(1) }, None);
        process.Queue.LosesMessages = false;

        await process.Sweep.SweepAsync(None);
        await process.DrainAsync();
        Calls.ShouldBeEmpty("nothing is late yet");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await process.Sweep.SweepAsync(None);
        await process.DrainAsync();

        Calls.Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_doubled_ticket_does_nothing_twice()
    {
        var processes = new[] { Start(), Start() };
        await processes[0].Lanes.ScheduleManyAsync(Applies(Facility(), 20), None);
        var ticket = (await processes[0].ReceiveAsync()).ShouldHaveSingleItem().Body;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => processes[i % 2].WorkAsync(ticket))));
        var writes = processes[0].Store.Writes;
        (await processes[0].WorkAsync(ticket)).ShouldBeTrue();

        Calls.Order(StringComparer.Ordinal).ShouldBe(Applies(Facility(), 20).Select(work => work.Item.Reference));
        processes[0].Store.Writes.ShouldBe(writes, "a ticket that finds nothing writes nothing");
    }

    [Fact]
    public async Task A_ticket_for_later_that_comes_twice_sends_one_for_the_next_time()
    {
        var process = Start();
        var due = Clock.GetUtcNow() + Moment;
        await process.Lanes.ScheduleManyAsync(
            [new LaneWork(Facility(), Apply("a") with { Due = due }), new LaneWork(Facility(), Apply("b") with { Due = due.AddHours(1) })], None);
        await PassAsync(Moment);
        var ticket = (await process.ReceiveAsync()).ShouldHaveSingleItem().Body;
        var sent = process.Queue.Sent;

        for (var i = 0; i < 3; i++)
            await process.WorkAsync(ticket);

        Calls.ShouldBe(["a"]);
        process.Queue.Sent.ShouldBe(sent + 1);
    }

    [Fact]
    public async Task A_delayed_ticket_costs_time()
    {
        var process = Start();
        await process.Lanes.ScheduleAsync(Facility(), Apply("a"), None);
        var ticket = (await process.ReceiveAsync()).ShouldHaveSingleItem().Body;
        Clock.Advance(TimeSpan.FromDays(8));

        await process.WorkAsync(ticket);

        Calls.ShouldBe(["a"]);
    }

    /// <summary>A feature writes rows, states and wakes, and the process works the tickets, until it dies.</summary>
    private async Task ActAsync(LaneSteps steps, string scope)
    {
        var process = Process(steps, scope);
        try
        {
            var lane = Facility(2);
            var planned = await process.Lanes.PlanAsync([new LaneWork(lane, Apply("a")), new LaneWork(lane, Revoke("b")), new LaneWork(Facility(name: "two"), Apply("c"))], None);
            foreach (var reference in References)
                await process.Store.PutAsync("Wanted", new StateKey(reference, "wanted"), "{}"u8.ToArray(), None);
            await process.Lanes.WakeAsync(planned, None);
        }
        catch (StepFailedException)
        {
            // Its caller hears of it; what was written must come to its end all the same.
        }

        await process.DrainAsync();
        Clock.Advance(RetryDelays.First);
        await process.WorkAsync(Ticket(Facility(2)));
    }

    private LaneProcess Process(LaneSteps steps, string scope)
    {
        LaneProcess process = null!;
        process = Start(
            async (item, token) =>
            {
                var key = new StateKey(item.Reference, "wanted");
                if (await process.Store.GetAsync("Wanted", key, token) is null)
                    return WorkOutcome.NotYet;
                if (item is { Reference: "a", Attempts: 0 })
                    return WorkOutcome.Retry;
                if (item is { Reference: "b", Data: null })
                    return WorkOutcome.Then(item with { Data = "second step" });

                await process.Store.PutAsync("Reached", key, "{}"u8.ToArray(), token);
                return WorkOutcome.Done;
            },
            steps,
            scope);
        return process;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
