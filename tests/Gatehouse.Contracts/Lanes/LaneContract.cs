using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.Lanes;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;

namespace Gatehouse.Contracts.Lanes;

/// <summary>
/// What every test of lanes starts from: processes over one store and queue, a clock that the test moves, and a record of the calls.
/// The queue's own time may be another: tickets for later then stay away, as late or lost ones do.
/// </summary>
public abstract class LaneContract
{
    private readonly string _scope = Guid.NewGuid().ToString("N")[..16];

    protected static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    protected static CancellationToken None => CancellationToken.None;

    protected FakeClock Clock { get; } = new();

    /// <summary>The references of the items that handlers were called with, in order.</summary>
    protected ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>An adapter over the one store; each process has its own.</summary>
    protected abstract IStateStore OpenStore();

    /// <summary>An adapter over the one queue; each process has its own.</summary>
    protected abstract IWorkQueue OpenQueue();

    /// <summary>Lets time pass, for the queue too.</summary>
    protected virtual Task PassAsync(TimeSpan span)
    {
        Clock.Advance(span);
        return Task.CompletedTask;
    }

    protected static Lane Facility(int concurrency = 3, string name = "hq") => Lane.OfFacility(name, concurrency);

    protected static WorkItem Apply(string reference) => new("apply", reference);

    protected static WorkItem Revoke(string reference) => new("revoke", reference, WorkPriority.Urgent);

    protected static IReadOnlyList<LaneWork> Applies(Lane lane, int count, DateTimeOffset? due = null) =>
        [.. Enumerable.Range(0, count).Select(i => new LaneWork(lane, Apply(i.ToString("D5", CultureInfo.InvariantCulture)) with { Due = due }))];

    /// <summary>A process whose handlers record their calls and then do as the test says.</summary>
    protected LaneProcess Start(Func<WorkItem, CancellationToken, Task<WorkOutcome>> handle, LaneSteps? steps = null, string? scope = null) =>
        new(OpenStore(), OpenQueue(), scope ?? _scope, Clock, steps, (item, token) =>
        {
            Calls.Enqueue(item.Reference);
            return handle(item, token);
        });

    protected LaneProcess Start(Func<WorkItem, WorkOutcome> handle, LaneSteps? steps = null, string? scope = null) =>
        Start((item, _) => Task.FromResult(handle(item)), steps, scope);

    protected LaneProcess Start(LaneSteps? steps = null) => Start(_ => WorkOutcome.Done, steps);

    protected static string Ticket(Lane lane) => new LaneTicket(lane, null, null).ToString();

    protected static async Task<int> RowsAsync(LaneProcess process, string table)
    {
        var count = 0;
        string? continuation = null;
        do
        {
            var page = await process.Store.QueryAsync(table, StateRange.WholeTable, StateLimits.PageRows, continuation, None);
            count += page.Rows.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return count;
    }

    /// <summary>Lets time pass, by the engine's clock alone, and sweeps, until no rows are left.</summary>
    protected async Task RecoverAsync(LaneProcess process)
    {
        for (var round = 0; round < 20 && await RowsAsync(process, "Work") > 0; round++)
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            await process.Sweep.SweepAsync(None);
            await process.DrainAsync();
        }

        (await RowsAsync(process, "Work")).ShouldBe(0);
    }
}
