using System.Collections.Concurrent;

namespace Gatehouse.Lanes;

/// <summary>The visits of this process, one of a lane that takes new items. A ticket that comes meanwhile joins the visit instead of being a second one.</summary>
internal sealed class LaneVisits
{
    private readonly ConcurrentDictionary<string, LaneVisit> _visits = new(StringComparer.Ordinal);

    /// <summary>Works a ticket, in a visit of its own or in the one that its lane has.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="visit">What it makes happen when its lane has no visit.</param>
    /// <param name="stopping">Ends it early.</param>
    public async Task RunAsync(LaneTicket ticket, LaneVisit visit, CancellationToken stopping)
    {
        LaneVisit current;
        while ((current = _visits.GetOrAdd(ticket.Lane.Id, visit)) != visit)
        {
            if (current.TryJoin(ticket, stopping))
                return;

            // It takes nothing new: the next begins beside its last items.
            _visits.TryRemove(KeyValuePair.Create(ticket.Lane.Id, current));
        }

        try
        {
            await visit.RunAsync(stopping);
        }
        finally
        {
            _visits.TryRemove(KeyValuePair.Create(ticket.Lane.Id, visit));
        }
    }
}
