using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Sensitive;
using Gatehouse.Visits;

namespace Gatehouse.AccessEvents;

/// <summary>Keeps passages and tells of each once, however often it is seen. The first entry of a visitor is their arrival.</summary>
/// <param name="store">Where they are.</param>
/// <param name="links">Finds whose passage it is.</param>
/// <param name="visits">Takes arrivals.</param>
/// <param name="publisher">Publishes the events.</param>
/// <param name="redaction">Takes out what is sensitive.</param>
/// <param name="time">The clock.</param>
public sealed class AccessEventLedger(
    AccessEventStore store, PassageLinks links, VisitLedger visits, EventPublisher publisher, Redaction redaction, TimeProvider time)
{
    /// <summary>Writes a passage. Returns <see langword="false"/> when it is known already.</summary>
    public async Task<bool> AddAsync(FacilityContext context, AccessEvent passage, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        if (await store.IsKnownAsync(passage, cancellationToken))
            return false;

        // Before the passage is known: who dies in between does it again.
        passage = await links.LinkAsync(passage, cancellationToken);
        if (passage is { Direction: AccessDirection.Entry, Granted: not false, VisitId: { } visit })
            await visits.ArriveAsync(context, visit, passage.Time, passage.GrantId, cancellationToken);

        var clean = redaction.Apply(passage, context.Facility.System, new SensitiveView(Credentials: false, Personal: false, Raw: false));
        var now = time.GetUtcNow();
        var told = EventDraft.Of(
            EventTypes.AccessEvent,
            facility,
            $"facilities/{facility}/access-events/{Uri.EscapeDataString(passage.Id)}",
            passage.Time.UtcTicks,
            now,
            JsonSerializer.SerializeToElement(clean, GatehouseJson.Default.AccessEvent));
        if (!await store.AddAsync(clean, told, cancellationToken))
            return false;
        await publisher.PublishAsync(store.Outbox, facility, [told], cancellationToken);
        return true;
    }
}
