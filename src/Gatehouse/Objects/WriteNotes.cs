using Gatehouse.Connectors;
using Gatehouse.Model;
using Gatehouse.People;
using Gatehouse.State;
using Gatehouse.Visits;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Objects;

/// <summary>
/// Takes what was written through the hub into the directory and the snapshot at once, so that lists show it and a later poll does not tell of it again.
/// The vendor has done it: when the store is away the caller still gets the answer, and the next poll finds it.
/// </summary>
/// <param name="people">The directory of people.</param>
/// <param name="visits">The snapshot of visits.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of what was left to the next poll.</param>
public sealed partial class WriteNotes(PeopleDirectory people, VisitLedger visits, TimeProvider time, ILogger<WriteNotes> logger)
{
    /// <summary>Notes a visit that was created or changed.</summary>
    public Task WrittenAsync(FacilityContext context, Visit visit) =>
        NoteAsync(context, visit.Id, () => visits.SaveAsync(context, visit, announce: true, CancellationToken.None));

    /// <summary>Notes a person who was created or changed.</summary>
    public Task WrittenAsync(FacilityContext context, Person person) =>
        NoteAsync(context, person.Id, () => people.PutAsync(context, person, CancellationToken.None));

    /// <summary>Notes a visit that was deleted.</summary>
    public Task VisitRemovedAsync(FacilityContext context, string id) =>
        NoteAsync(context, id, () => visits.RemoveAsync(context, id, CancellationToken.None));

    /// <summary>Notes a person who was deleted.</summary>
    public Task PersonRemovedAsync(FacilityContext context, string id) =>
        NoteAsync(context, id, () => people.RemoveAsync(context.Facility.Id, id, time.GetUtcNow(), CancellationToken.None));

    private async Task NoteAsync(FacilityContext context, string id, Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (StateStoreException exception)
        {
            LogLeft(logger, exception, id, context.Facility.Id);
        }
    }

    [LoggerMessage(329, LogLevel.Warning, "A change of {Id} at {Facility} could not be noted; the next poll finds it.")]
    private static partial void LogLeft(ILogger logger, Exception exception, string id, string facility);
}
