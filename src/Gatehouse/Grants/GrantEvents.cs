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
    internal async Task<(TargetRow Target, IReadOnlyList<HubEvent> Events)> ForAsync(
        GrantRow grant, TargetRow before, TargetRow after, bool credentialsChanged, CancellationToken cancellationToken)
    {
        var events = new List<HubEvent>(2);
        var now = time.GetUtcNow();
        if (TypeOf(before, after) is { } type)
        {
            events.Add(Event(type, grant, ref after, now));
            if (await WholeAsync(grant, after, cancellationToken) is { } whole)
            {
                var state = JsonSerializer.SerializeToElement(new GrantEventData(GrantView.Head(grant), null), GatehouseJson.Default.GrantEventData);
                var sequence = (4 * grant.Version) + Rank(whole);
                events.Add(EventDraft.Of(whole, null, $"grants/{grant.Id}", sequence, now, state));
            }
        }

        if (credentialsChanged && after.Hold is not null)
            events.Add(Event(EventTypes.CredentialChanged, grant, ref after, now));
        return (after, events);
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

    private static int Rank(string type) => type switch
    {
        EventTypes.GrantActive => 1,
        EventTypes.GrantFailed => 2,
        _ => 3,
    };

    // The event's id follows from the grant's version, so that two who see it at once tell it once.
    private async Task<string?> WholeAsync(GrantRow grant, TargetRow after, CancellationToken cancellationToken)
    {
        var state = Whole(after.State);
        if (state is null)
            return null;

        // The next target first: usually it is still under way, and that is all there is to read.
        var other = await store.FirstTargetAsync(grant.Id, after.Number + 1, row => Whole(row.State) != state, cancellationToken)
            ?? await store.FirstTargetAsync(grant.Id, 0, row => row.Number < after.Number && Whole(row.State) != state, cancellationToken);
        return other is null ? state : null;
    }

    private static string? Whole(GrantState state) => state switch
    {
        GrantState.Active => EventTypes.GrantActive,
        GrantState.Failed => EventTypes.GrantFailed,
        GrantState.Revoked or GrantState.Expired or GrantState.Unverified => EventTypes.GrantRevoked,
        _ => null,
    };
}
