using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Json;

namespace Gatehouse.Grants;

/// <summary>The events of grants and their targets. They are written with the state that they tell of.</summary>
/// <param name="store">The grants.</param>
/// <param name="publisher">Brings events into the log.</param>
/// <param name="time">The clock.</param>
public sealed class GrantEvents(GrantStore store, EventPublisher publisher, TimeProvider time)
{
    /// <summary>A target as it is to be written, and the events of the change; none when nobody has to know.</summary>
    internal (TargetRow Target, IReadOnlyList<HubEvent> Events) For(GrantRow grant, TargetRow before, TargetRow after, bool credentialsChanged)
    {
        var events = new List<HubEvent>(2);
        var now = time.GetUtcNow();
        if (TypeOf(before, after) is { } type)
            events.Add(Event(type, grant, ref after, now));
        // The first ones are no change: they come with the target's being active.
        if (credentialsChanged && after.Hold is not null && (before.Hold is not null || before.Former.Count > 0))
            events.Add(Event(EventTypes.CredentialChanged, grant, ref after, now));
        return (after, events);
    }

    /// <summary>A target that was refused when its grant was made, as it is to be written, and the event that tells of it.</summary>
    internal (TargetRow Target, IReadOnlyList<HubEvent> Events) Refused(GrantRow grant, TargetRow after)
    {
        var told = Event(EventTypes.GrantTargetFailed, grant, ref after, time.GetUtcNow());
        return (after, [told]);
    }

    /// <summary>Tells of the grant as a whole, once all its targets have come to rest. Called after a target did, as often as one likes.</summary>
    internal async Task TellWholeAsync(string id, int number, CancellationToken cancellationToken)
    {
        // The next target first: usually it is still under way, and that is all there is to read.
        if (await store.FindTargetRowAsync(id, number + 1, cancellationToken) is { Value.IsAtRest: false }
            || await store.FindAsync(id, cancellationToken) is not { } grant
            || !grant.Targets.All(target => target.Value.IsAtRest)
            || Whole(GrantView.StateOf([.. grant.Targets.Select(target => target.Value.State)])) is not var (type, rank))
            return;

        var row = grant.Grant.Value;
        var told = FormattableString.Invariant($"{row.Version}:{type}");
        if (row.Told == told)
            return;

        var data = JsonSerializer.SerializeToElement(new GrantEventData(GrantView.Head(row), null), GatehouseJson.Default.GrantEventData);
        var hubEvent = EventDraft.Of(type, null, $"grants/{id}", (4 * row.Version) + rank, time.GetUtcNow(), data)
            .At([.. grant.Targets.Select(target => target.Value.Facility).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        if (await store.TellAsync(grant.Grant, row with { Told = told }, hubEvent, cancellationToken))
            await PublishAsync(row, [hubEvent], cancellationToken);
    }

    /// <summary>A target that the vendor did not hold as it should, as it is to be written, and the event that tells of it.</summary>
    internal (TargetRow Target, IReadOnlyList<HubEvent> Events) Drifted(GrantRow grant, TargetRow after)
    {
        var told = Event(EventTypes.GrantTargetDrifted, grant, ref after, time.GetUtcNow());
        return (after, [told]);
    }

    /// <summary>Brings events that were just written into the log.</summary>
    internal Task PublishAsync(GrantRow grant, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? Task.CompletedTask : publisher.PublishAsync(store.Outbox, grant.Id, events, cancellationToken);

    /// <summary>Brings what was left of a grant's events into the log.</summary>
    internal Task SweepAsync(string grant, CancellationToken cancellationToken) => publisher.SweepAsync(store.Outbox, grant, cancellationToken);

    private static string? TypeOf(TargetRow before, TargetRow after)
    {
        var (was, state) = (before.State, after.State);
        return was == state && before.Settled == after.Settled && before.Refused == after.Refused ? null : state switch
        {
            GrantState.Active => EventTypes.GrantTargetActive,
            GrantState.Failed => EventTypes.GrantTargetFailed,
            GrantState.Revoked or GrantState.Unverified => EventTypes.GrantTargetRevoked,
            GrantState.Expired => EventTypes.GrantTargetExpired,
            _ => null,
        };
    }

    private static HubEvent Event(string type, GrantRow grant, ref TargetRow target, DateTimeOffset now)
    {
        target = target with { Sequence = target.Sequence + 1 };
        var data = new GrantEventData(GrantView.Head(grant), GrantView.Of(target));
        return EventDraft.Of(
            type,
            target.Facility,
            FormattableString.Invariant($"grants/{grant.Id}/targets/{target.Number}"),
            target.Sequence,
            now,
            JsonSerializer.SerializeToElement(data, GatehouseJson.Default.GrantEventData));
    }

    // Kept with the grant, so that two targets that come to rest at once tell it once, and one of them does.
    private static (string Type, int Rank)? Whole(GrantState state) => state switch
    {
        GrantState.Active => (EventTypes.GrantActive, 1),
        GrantState.Partial or GrantState.Failed => (EventTypes.GrantFailed, 2),
        GrantState.Revoked or GrantState.Expired or GrantState.Unverified => (EventTypes.GrantRevoked, 3),
        _ => null,
    };
}
