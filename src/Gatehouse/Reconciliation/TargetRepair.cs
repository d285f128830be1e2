using Gatehouse.Access;
using Gatehouse.Alarms;
using Gatehouse.Events;
using Gatehouse.Grants;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Reconciliation;

/// <summary>
/// Writes into targets what the vendor showed, and gives them to their lanes: it is <see cref="Converge"/> that applies and revokes.
/// A target that changed since it was looked at is left to who changed it.
/// </summary>
/// <param name="store">The grants.</param>
/// <param name="events">Tells of what was found.</param>
/// <param name="work">Schedules targets.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of what was found.</param>
internal sealed partial class TargetRepair(GrantStore store, GrantEvents events, GrantWork work, TimeProvider time, ILogger logger)
{
    /// <summary>The vendor does not have an active target: it is applied again, or what took its place is taken for it.</summary>
    public async Task<bool> MissingAsync(
        GrantRow grant, StateDocument<TargetRow> read, (AccessRecord Record, string Marker)? instead, CancellationToken cancellationToken)
    {
        LogMissing(logger, read.Value.Facility, grant.Id, read.Value.Number, read.Value.Hold?.Id);
        var hold = instead is { } other ? await SealAsync(grant, read.Value, other, cancellationToken) : null;
        var target = Again(read.Value, "missing_at_vendor", "The vendor did not have it any more; it is applied again.") with { Hold = hold };
        return await SaveAsync(grant, read, events.Drifted(grant, target), cancellationToken);
    }

    /// <summary>The vendor still has what was taken back: it is revoked again.</summary>
    public async Task<bool> LeftOverAsync(
        GrantRow grant, StateDocument<TargetRow> read, IReadOnlyList<(AccessRecord Record, string Marker)> there, CancellationToken cancellationToken)
    {
        LogLeftOver(logger, read.Value.Facility, grant.Id, read.Value.Number, read.Value.State);
        var holds = await SealAsync(grant, read.Value, there, cancellationToken);
        var target = Again(read.Value, "left_at_vendor", "The vendor still had it although it was taken back; it is revoked again.") with
        {
            Hold = holds[0],
            Former = [.. holds.Skip(1)],
            Unverified = false,
            Alarmed = false,
        };
        return await SaveAsync(grant, read, events.Drifted(grant, target), cancellationToken);
    }

    /// <summary>The vendor has a failed target after all: it is brought to what is wanted, and from now on known, so that it can be taken back.</summary>
    public async Task<bool> AdoptedAsync(
        GrantRow grant, StateDocument<TargetRow> read, IReadOnlyList<(AccessRecord Record, string Marker)> there, CancellationToken cancellationToken)
    {
        LogAdopted(logger, read.Value.Facility, grant.Id, read.Value.Number, there[0].Record.Id);
        var holds = await SealAsync(grant, read.Value, there, cancellationToken);
        var target = Again(read.Value, "found_at_vendor", "The vendor had it although it had failed; it is brought to what is wanted.") with
        {
            Hold = holds[0],
            Former = [.. holds.Skip(1)],
            Unverified = false,
        };
        return await SaveAsync(grant, read, events.Drifted(grant, target), cancellationToken);
    }

    /// <summary>The vendor has an active target with another window: it is changed back.</summary>
    public async Task<bool> ChangedAsync(GrantRow grant, StateDocument<TargetRow> read, AccessWindow window, CancellationToken cancellationToken)
    {
        LogChanged(logger, read.Value.Facility, grant.Id, read.Value.Number, read.Value.Hold!.Id);
        var held = await store.OpenAsync(grant.Id, read.Value.Number, read.Value.Hold, cancellationToken);
        var hold = await SealAsync(grant, read.Value, (held with { Window = window }, read.Value.Hold.Marker), cancellationToken);
        var target = Again(read.Value, "changed_at_vendor", "The vendor had it with another window; it is changed back.") with { Hold = hold };
        return await SaveAsync(grant, read, events.Drifted(grant, target), cancellationToken);
    }

    /// <summary>The vendor has further objects of an active target: they are removed.</summary>
    public async Task<bool> DuplicatesAsync(
        GrantRow grant, StateDocument<TargetRow> read, IReadOnlyList<(AccessRecord Record, string Marker)> more, CancellationToken cancellationToken)
    {
        LogDuplicates(logger, read.Value.Facility, grant.Id, read.Value.Number, more.Count);
        var target = read.Value with { Former = await SealAsync(grant, read.Value, more, cancellationToken) };
        return await SaveAsync(grant, read, (target, []), cancellationToken);
    }

    /// <summary>The vendor shows gone what it had not confirmed.</summary>
    public async Task<bool> ConfirmedAsync(GrantRow grant, StateDocument<TargetRow> read, CancellationToken cancellationToken)
    {
        var told = events.For(grant, read.Value, read.Value with { Unverified = false }, credentialsChanged: false);
        return await SaveAsync(grant, read, told, cancellationToken);
    }

    /// <summary>Somebody has to go on with a target.</summary>
    public async Task HealAsync(GrantRow grant, TargetRow target, CancellationToken cancellationToken)
    {
        LogHealed(logger, target.Facility, grant.Id, target.Number, target.State);
        await work.ScheduleAsync(grant.Id, [target], cancellationToken);
    }

    private TargetRow Again(TargetRow target, string code, string message) => target with
    {
        Settled = 0,
        Refused = 0,
        Attempts = 0,
        NextAt = null,
        Failure = new TargetFailure(code, message, null, time.GetUtcNow()),
    };

    // The state first: a lane that came upon the row before would find nothing to do. Who dies in between leaves it to be healed.
    private async Task<bool> SaveAsync(
        GrantRow grant, StateDocument<TargetRow> read, (TargetRow Target, IReadOnlyList<HubEvent> Events) told, CancellationToken cancellationToken)
    {
        if (!await store.SaveAsync(read, told.Target, told.Events, cancellationToken))
            return false;

        if (!told.Target.IsAtRest)
            await work.ScheduleAsync(grant.Id, [told.Target], cancellationToken);
        await events.PublishAsync(grant, told.Events, cancellationToken);
        return true;
    }

    private Task<TargetHold> SealAsync(GrantRow grant, TargetRow target, (AccessRecord Record, string Marker) one, CancellationToken cancellationToken) =>
        store.SealAsync(grant.Id, target.Number, one.Marker, one.Record, cancellationToken);

    private async Task<IReadOnlyList<TargetHold>> SealAsync(
        GrantRow grant, TargetRow target, IReadOnlyList<(AccessRecord Record, string Marker)> all, CancellationToken cancellationToken)
    {
        var holds = new List<TargetHold>(all.Count);
        foreach (var one in all)
            holds.Add(await SealAsync(grant, target, one, cancellationToken));
        return holds;
    }

    [LoggerMessage(
        440, LogLevel.Error, "{Facility}: the vendor still had target {Number} of grant {Grant}, which is {State}; it is revoked again.",
        EventName = AlarmEvents.AccessLeftOver)]
    private static partial void LogLeftOver(ILogger logger, string facility, string grant, int number, GrantState state);

    [LoggerMessage(441, LogLevel.Warning, "{Facility}: the vendor did not have {VendorId}, target {Number} of grant {Grant}, any more; it is applied again.")]
    private static partial void LogMissing(ILogger logger, string facility, string grant, int number, string? vendorId);

    [LoggerMessage(442, LogLevel.Warning, "{Facility}: the vendor had {Count} more objects of target {Number} of grant {Grant}; they are removed.")]
    private static partial void LogDuplicates(ILogger logger, string facility, string grant, int number, int count);

    [LoggerMessage(444, LogLevel.Warning, "{Facility}: the vendor had {VendorId}, target {Number} of grant {Grant}, although it had failed; it is taken over.")]
    private static partial void LogAdopted(ILogger logger, string facility, string grant, int number, string vendorId);

    [LoggerMessage(445, LogLevel.Warning, "{Facility}: the vendor had {VendorId}, target {Number} of grant {Grant}, with another window; it is changed back.")]
    private static partial void LogChanged(ILogger logger, string facility, string grant, int number, string vendorId);

    [LoggerMessage(443, LogLevel.Warning, "{Facility}: nobody worked target {Number} of grant {Grant}, which is {State}; it is scheduled again.")]
    private static partial void LogHealed(ILogger logger, string facility, string grant, int number, GrantState state);
}
