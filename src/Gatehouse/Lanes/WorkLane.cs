using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Lanes;

/// <summary>
/// Works a lane: takes one of its slots, and more of them while more is due, works due items for at most <see cref="Part"/>, gives the
/// slots back and sees to the ticket for what is due next. Finds it no free slot, it is done: whoever has one looks again after giving it back.
/// </summary>
/// <param name="rows">The items.</param>
/// <param name="lanes">The slots.</param>
/// <param name="tickets">Sends tickets.</param>
/// <param name="handlers">Do the items.</param>
/// <param name="delays">How long failed items wait.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells what was done.</param>
public sealed class WorkLane(
    WorkStore rows, LaneStore lanes, WorkLanes tickets, WorkHandlers handlers, RetryDelays delays, TimeProvider time, ILogger<WorkLane> logger)
    : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(WorkLane);

    /// <summary>How long a slot takes new items.</summary>
    public static readonly TimeSpan Part = TimeSpan.FromSeconds(60);

    /// <summary>How long a handler may take with an item.</summary>
    public static readonly TimeSpan LongestHandling = TimeSpan.FromSeconds(120);

    /// <summary>How long a slot, and the items claimed in it, stay with a process that died.</summary>
    public static readonly TimeSpan Lease = Part + LongestHandling + TimeSpan.FromSeconds(15);

    private readonly LaneVisits _visits = new();

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Queue => WorkQueues.LaneWork;

    /// <inheritdoc />
    public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var runner = new ItemRunner(handlers, delays, time, logger);
        var ticket = LaneTicket.Parse(delivery.Body);
        return _visits.RunAsync(ticket, new LaneVisit(ticket, rows, lanes, tickets, runner, time, logger), cancellationToken);
    }
}
