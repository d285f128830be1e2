using Gatehouse.Lanes;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Contracts.Lanes;

/// <summary>The work engine as one process has it, with one handler for every kind of the tests.</summary>
public sealed class LaneProcess
{
    private static readonly string[] Kinds = ["apply", "revoke"];

    public LaneProcess(
        IStateStore store, IWorkQueue queue, string scope, TimeProvider time, LaneSteps? steps, Func<WorkItem, CancellationToken, Task<WorkOutcome>> handle)
    {
        steps ??= new LaneSteps();
        Store = new SteppedStore(store, scope, steps);
        Queue = new SteppedQueue(queue, scope, steps);
        var rows = new WorkStore(Store);
        var marks = new LaneStore(Store, time);
        Lanes = new WorkLanes(rows, marks, Queue, time);
        var handlers = new WorkHandlers(Kinds.Select(kind => new Handler(kind, handle)));
        Work = new WorkLane(rows, marks, Lanes, handlers, new RetryDelays(() => 0), time, NullLogger<WorkLane>.Instance);
        Sweep = new SweepLanes(rows, Lanes, time, NullLogger<SweepLanes>.Instance);
    }

    public SteppedStore Store { get; }

    public SteppedQueue Queue { get; }

    public WorkLanes Lanes { get; }

    public WorkLane Work { get; }

    public SweepLanes Sweep { get; }

    /// <summary>Works a ticket as a head does. Returns whether it was worked without a failure.</summary>
    public async Task<bool> WorkAsync(string ticket, CancellationToken cancellationToken = default)
    {
        try
        {
            await Work.HandleAsync(new QueueDelivery("1", ticket, default), cancellationToken);
            return true;
        }
        catch (StepFailedException)
        {
            return false;
        }
    }

    /// <summary>Takes the tickets that are visible.</summary>
    public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync() =>
        await Queue.ReceiveAsync(WorkQueues.LaneWork, WorkLimits.ReceiveMessages, TimeSpan.FromHours(1), 5, CancellationToken.None);

    /// <summary>Works tickets one after another until none is visible. One that fails is lost.</summary>
    public async Task DrainAsync()
    {
        while (await ReceiveAsync() is { Count: > 0 } tickets)
        {
            foreach (var ticket in tickets)
            {
                await WorkAsync(ticket.Body);
                await Queue.CompleteAsync(ticket, CancellationToken.None);
            }
        }
    }

    private sealed class Handler(string kind, Func<WorkItem, CancellationToken, Task<WorkOutcome>> handle) : IWorkHandler
    {
        public string Kind => kind;

        public Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken) => handle(item, cancellationToken);
    }
}
