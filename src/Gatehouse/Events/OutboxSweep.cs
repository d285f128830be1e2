using Gatehouse.AccessEvents;
using Gatehouse.Facilities;
using Gatehouse.People;
using Gatehouse.Visits;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Events;

/// <summary>Publishes events that were left because a process ended, or a store was away, between a batch and the log.</summary>
/// <param name="facilities">All facilities: each is a partition of the tables with outboxes.</param>
/// <param name="publisher">Publishes.</param>
/// <param name="people">Has the outbox of people.</param>
/// <param name="visits">Has the outbox of visits.</param>
/// <param name="passages">Has the outbox of passages.</param>
/// <param name="connections">Has the outbox of facilities.</param>
/// <param name="logger">Tells how many there were.</param>
public sealed partial class OutboxSweep(
    FacilityStore facilities,
    EventPublisher publisher,
    PeopleStore people,
    VisitRecords visits,
    AccessEventStore passages,
    FacilityConnectionStore connections,
    ILogger<OutboxSweep> logger) : ISweep
{
    private const int AtOnce = 8;

    /// <inheritdoc />
    public string Name => "events";

    /// <inheritdoc />
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(facilities.ListAsync(cancellationToken), limits, async (facility, token) =>
        {
            var count = 0;
            foreach (var outbox in new[] { people.Outbox, visits.Outbox, passages.Outbox, connections.Outbox })
                count += await publisher.SweepAsync(outbox, facility.Value.Id, token);
            if (count > 0)
                LogSwept(logger, count, facility.Value.Id);
        });
    }

    [LoggerMessage(326, LogLevel.Information, "{Count} events of {Facility} were left and are published now.")]
    private static partial void LogSwept(ILogger logger, int count, string facility);
}
