using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Facilities;

/// <summary>Tells, by events, when a facility's vendor stops answering and when it answers again.</summary>
/// <param name="store">What is known.</param>
/// <param name="facilities">The facilities.</param>
/// <param name="publisher">Brings events into the log.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of what could not be written.</param>
public sealed partial class FacilityConnections(
    FacilityConnectionStore store, FacilityStore facilities, EventPublisher publisher, TimeProvider time, ILogger<FacilityConnections> logger)
{
    /// <summary>Notes whether a facility's vendor answers. Whoever called it is not disturbed when the store is away: the next one notes it again.</summary>
    public async Task NoteAsync(string facility, bool connected)
    {
        try
        {
            var found = await store.FindAsync(facility, CancellationToken.None);
            if ((found?.Value.Connected ?? true) == connected || await facilities.GetAsync(facility, CancellationToken.None) is not { } configured)
                return;
            var now = time.GetUtcNow();
            var sequence = EventDraft.NextSequence(found?.Value.Sequence, now);
            var told = EventDraft.Of(
                connected ? EventTypes.FacilityConnected : EventTypes.FacilityDisconnected,
                facility,
                $"facilities/{facility}",
                sequence,
                now,
                JsonSerializer.SerializeToElement(configured.Value, GatehouseJson.Default.Facility));
            if (await store.SaveAsync(facility, new FacilityConnection(connected, now, sequence), found?.ETag, told, CancellationToken.None))
                await publisher.PublishAsync(store.Outbox, facility, [told], CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            LogNotNoted(logger, exception, facility);
        }
    }

    /// <summary>Forgets a facility.</summary>
    public Task ForgetAsync(string facility, CancellationToken cancellationToken) => store.ForgetAsync(facility, cancellationToken);

    [LoggerMessage(493, LogLevel.Warning, "It could not be noted whether the vendor of {Facility} answers.")]
    private static partial void LogNotNoted(ILogger logger, Exception exception, string facility);
}
