using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Json;
using Gatehouse.Sensitive;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.Logging;

namespace Gatehouse.AccessEvents;

/// <summary>Keeps passages and tells of each once, however often it is seen. The first entry of a visitor is their arrival.</summary>
/// <param name="store">Where they are.</param>
/// <param name="links">Finds whose passage it is.</param>
/// <param name="visits">Takes arrivals.</param>
/// <param name="facilities">The facilities at which those whom grants let in are expected.</param>
/// <param name="publisher">Publishes the events.</param>
/// <param name="redaction">Takes out what is sensitive.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of arrivals that could not be written.</param>
public sealed partial class AccessEventLedger(
    AccessEventStore store,
    PassageLinks links,
    VisitLedger visits,
    FacilityDirectory facilities,
    EventPublisher publisher,
    Redaction redaction,
    TimeProvider time,
    ILogger<AccessEventLedger> logger)
{
    /// <summary>Writes a passage. Returns <see langword="false"/> when it is known already.</summary>
    public async Task<bool> AddAsync(FacilityContext context, AccessEvent passage, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        if (await store.IsKnownAsync(passage, cancellationToken))
            return false;

        // Before the passage is known: who dies in between does it again.
        passage = await links.LinkAsync(passage, cancellationToken);
        if (passage is { Direction: AccessDirection.Entry, Granted: not false })
            await ArriveAsync(context, passage, cancellationToken);

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

    // Whom a grant lets in may be expected at another facility than the one whose door it is.
    private async Task ArriveAsync(FacilityContext context, AccessEvent passage, CancellationToken cancellationToken)
    {
        if (passage.VisitId is { } visit)
            await visits.ArriveAsync(context, visit, passage.Time, passage.GrantId, cancellationToken);
        if (await links.FollowedAsync(passage, cancellationToken) is not { } followed || followed == new GrantVisit(passage.Facility, passage.VisitId ?? ""))
            return;
        try
        {
            var expecting = await facilities.GetAsync(followed.Facility, cancellationToken);
            await visits.ArriveAsync(expecting, followed.Id, passage.Time, passage.GrantId, cancellationToken);
        }
        catch (Exception exception) when (exception is HubException { Kind: HubErrorKind.NotFound } or VendorException)
        {
            // What is wrong there is no reason to lose the passage here.
            LogNotArrived(logger, exception, followed.Id, followed.Facility, passage.Facility);
        }
    }

    [LoggerMessage(494, LogLevel.Warning, "The arrival of visit {Visit} at {Facility}, by a door of {Entered}, could not be written: the facility is gone or misconfigured.")]
    private static partial void LogNotArrived(ILogger logger, Exception exception, string visit, string facility, string entered);
}
