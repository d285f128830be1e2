using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Sensitive;
using Gatehouse.State;

namespace Gatehouse.People;

/// <summary>
/// Keeps the directory of people as the vendors have them. An unchanged person costs no write; each change is written with its event.
/// </summary>
/// <param name="store">Where it is.</param>
/// <param name="publisher">Publishes the events.</param>
/// <param name="redaction">Takes out what is sensitive.</param>
/// <param name="time">The clock.</param>
public sealed class PeopleDirectory(PeopleStore store, EventPublisher publisher, Redaction redaction, TimeProvider time)
{
    private const int WritesAtOnce = 8;
    private const int BatchBytes = 2 * 1024 * 1024;
    private const int LargestPerson = 256 * 1024;

    /// <summary>Writes what is new and what changed of a page of the vendor's people.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="people">The page.</param>
    /// <param name="known">The hashes of all known people, by id; kept up to date.</param>
    /// <param name="announce">Whether new people are told of: not when the facility is synchronized for the first time.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="readAt">When the page began to be read: who was written since is newer.</param>
    /// <param name="cancellationToken">Cancels; what was written stays.</param>
    public async Task<PeopleChanges> SaveAsync(
        FacilityContext context,
        IReadOnlyList<Person> people,
        Dictionary<string, string> known,
        bool announce,
        bool dryRun,
        DateTimeOffset readAt,
        CancellationToken cancellationToken)
    {
        var (fresh, changed) = (new List<PersonEntry>(), new List<PersonEntry>());
        foreach (var person in people)
        {
            var entry = Entry(context, person);
            var isKnown = known.TryGetValue(person.Id, out var hash);
            if (hash == entry.Hash)
                continue;
            (isKnown ? changed : fresh).Add(entry);
            known[person.Id] = entry.Hash;
        }

        if (!dryRun)
        {
            await CreateAsync(context.Facility.Id, fresh, announce, readAt, cancellationToken);
            await Parallel.ForEachAsync(
                changed, Limits(cancellationToken), async (entry, token) => await WriteAsync(context.Facility.Id, entry, announce, readAt, token));
        }

        return new PeopleChanges(fresh.Count, changed.Count);
    }

    /// <summary>
    /// Writes a person who was created or changed through the hub. One whose organization only the vendor's list tells stays in it.
    /// </summary>
    public async Task PutAsync(FacilityContext context, Person person, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        if (person.Organization is null && await store.GetAsync(facility, person.Id, cancellationToken) is { } known)
            person = person with { Organization = known.Value.Person.Organization };
        await WriteAsync(facility, Entry(context, person), announce: true, readAt: null, cancellationToken);
    }

    /// <summary>Removes a person, unless the entry was written after a time. Returns whether it was there.</summary>
    public async Task<bool> RemoveAsync(string facility, string id, DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.GetAsync(facility, id, cancellationToken) is not { } before || before.Value.ChangedAt > writtenBefore)
                return false;

            var sequence = EventDraft.NextSequence(before.Value.Sequence, time.GetUtcNow());
            var removed = Event(EventTypes.PersonRemoved, before.Value with { Sequence = sequence }, null);
            if (!await store.ApplyAsync(facility, [.. PeopleStore.Remove(before), store.Outbox.Add(removed)], cancellationToken))
                continue;
            await publisher.PublishAsync(store.Outbox, facility, [removed], cancellationToken);
            return true;
        }
    }

    /// <summary>A person's e-mail address, where the directory has it.</summary>
    public async Task<string?> EmailOfAsync(string facility, string id, CancellationToken cancellationToken) =>
        (await store.GetAsync(facility, id, cancellationToken))?.Value.Person.Email;

    private async Task CreateAsync(
        string facility, List<PersonEntry> fresh, bool announce, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(Batches(fresh, announce), Limits(cancellationToken), async (batch, token) =>
        {
            if (await store.ApplyAsync(facility, batch.Changes, token))
            {
                await publisher.PublishAsync(store.Outbox, facility, batch.Events, token);
                return;
            }

            // Somebody was written meanwhile, by a write through the hub or by an earlier delivery of the same work.
            foreach (var entry in batch.Entries)
                await WriteAsync(facility, entry, announce, readAt, token);
        });
    }

    private IEnumerable<Batch> Batches(List<PersonEntry> entries, bool announce)
    {
        var (batch, bytes) = (new Batch(), 0);
        foreach (var entry in entries)
        {
            var changes = store.Write(entry, null);
            HubEvent[] events = announce ? [Event(EventTypes.PersonCreated, entry, null)] : [];
            changes.AddRange(events.Select(store.Outbox.Add));
            var more = changes.Sum(change => change.Body.Length);
            if (batch.Entries.Count > 0 && (batch.Changes.Count + changes.Count > StateLimits.BatchRows || bytes + more > BatchBytes))
            {
                yield return batch;
                (batch, bytes) = (new Batch(), 0);
            }

            batch.Entries.Add(entry);
            batch.Changes.AddRange(changes);
            batch.Events.AddRange(events);
            bytes += more;
        }

        if (batch.Entries.Count > 0)
            yield return batch;
    }

    private async Task WriteAsync(string facility, PersonEntry entry, bool announce, DateTimeOffset? readAt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await store.GetAsync(facility, entry.Person.Id, cancellationToken);
            if (before?.Value.Hash == entry.Hash || before?.Value.ChangedAt > readAt)
                return;

            var after = entry with { Sequence = EventDraft.NextSequence(before?.Value.Sequence, time.GetUtcNow()) };
            List<HubEvent> events = announce || before is not null
                ? [Event(before is null ? EventTypes.PersonCreated : EventTypes.PersonChanged, after, before?.Value.Person)]
                : [];
            if (!await store.ApplyAsync(facility, [.. store.Write(after, before), .. events.Select(store.Outbox.Add)], cancellationToken))
                continue;
            await publisher.PublishAsync(store.Outbox, facility, events, cancellationToken);
            return;
        }
    }

    private HubEvent Event(string type, PersonEntry entry, Person? before) => EventDraft.Of(
        type,
        entry.Person.Facility,
        $"facilities/{entry.Person.Facility}/people/{Uri.EscapeDataString(entry.Person.Id)}",
        entry.Sequence,
        time.GetUtcNow(),
        Json(entry.Person),
        before is null ? null : Json(before));

    private PersonEntry Entry(FacilityContext context, Person person)
    {
        var clean = redaction.Apply(person, context.Facility.System, new SensitiveView(Credentials: false, Personal: false, Raw: false));
        clean = clean with { Key = null, Fields = clean.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal) };
        var body = JsonSerializer.SerializeToUtf8Bytes(clean, GatehouseJson.Default.Person);
        if (body.Length > LargestPerson)
            clean = clean with { Fields = FieldSet.Empty };
        var now = time.GetUtcNow();
        return new PersonEntry
        {
            Hash = Convert.ToBase64String(SHA256.HashData(body).AsSpan(0, 18)),
            Sequence = EventDraft.NextSequence(null, now),
            ChangedAt = now,
            Person = clean,
        };
    }

    private static JsonElement Json(Person person) => JsonSerializer.SerializeToElement(person, GatehouseJson.Default.Person);

    private static ParallelOptions Limits(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };

    private sealed class Batch
    {
        public List<PersonEntry> Entries { get; } = [];

        public List<StateChange> Changes { get; } = [];

        public List<HubEvent> Events { get; } = [];
    }
}
