using Gatehouse.Alarms;
using Gatehouse.Connectors;
using Gatehouse.DeadLetters;
using Gatehouse.Errors;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Lanes;
using Gatehouse.State;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Grants;

/// <summary>
/// Brings a vendor to what a target wants, step by step. Each step is claimed in the target's row before the vendor is called and its result
/// written there after; it may be repeated, doubled or cut off anywhere. Whoever changes what is wanted meanwhile is heard at the next step.
/// </summary>
public sealed partial class Converge
{
    private const int MostSteps = 8;
    private static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private readonly GrantStore _store;
    private readonly GrantHolders _holders;
    private readonly TargetShares _shares;
    private readonly FacilityDirectory _facilities;
    private readonly ConnectorRegistry _connectors;
    private readonly TargetVendor _vendor;
    private readonly GrantEvents _events;
    private readonly TargetActions _actions;
    private readonly DeadLetterStore _letters;
    private readonly TimeProvider _time;
    private readonly ILogger<Converge> _logger;

    /// <summary>Takes what it works with.</summary>
    public Converge(
        GrantStore store,
        GrantHolders holders,
        SharedAccess shared,
        FacilityDirectory facilities,
        ConnectorRegistry connectors,
        VendorCalls calls,
        GrantEvents events,
        DeadLetterStore letters,
        RetryDelays delays,
        TimeProvider time,
        ILogger<Converge> logger)
    {
        _store = store;
        _holders = holders;
        _facilities = facilities;
        _connectors = connectors;
        _vendor = new TargetVendor(calls);
        _events = events;
        _letters = letters;
        _actions = new TargetActions(store, _vendor, delays, time, logger);
        _shares = new TargetShares(shared, _vendor, _actions, logger);
        _time = time;
        _logger = logger;
    }

    /// <summary>Takes the steps that can be taken now.</summary>
    /// <param name="grant">The grant's id.</param>
    /// <param name="number">The target's number.</param>
    /// <param name="version">The version of the wish that was planned, which may not be written yet; 0 for what there is.</param>
    /// <param name="cancellationToken">Cancels it between two steps.</param>
    /// <returns>What becomes of the work: done, with the expiry as the next piece where somebody may enter now, or when to go on.</returns>
    public async Task<WorkOutcome> RunAsync(string grant, int number, int version, CancellationToken cancellationToken)
    {
        var item = new TargetItem(grant, number);
        for (var step = 0; step < MostSteps; step++)
        {
            if (await _store.FindTargetAsync(grant, number, cancellationToken) is not { } found || found.Target.Value.Wish.Version < version)
                return version > 0 ? WorkOutcome.NotYet : WorkOutcome.Done;

            var now = _time.GetUtcNow();
            if (found.Target.Value.Claim is { } claim && claim.Until > now)
                return WorkOutcome.RetryAt(claim.Until - now < Busy ? claim.Until : now + Busy);
            if (await StepAsync(item, found.Grant, found.Target, now, isFirst: step == 0, cancellationToken) is { } outcome)
                return outcome;
        }

        return WorkOutcome.RetryAt(_time.GetUtcNow());
    }

    private async Task<WorkOutcome?> StepAsync(
        TargetItem item, GrantRow grant, StateDocument<TargetRow> read, DateTimeOffset now, bool isFirst, CancellationToken cancellationToken)
    {
        var target = GrantMerge.Expired(read.Value, now);
        if (target.IsAtRest && target == read.Value)
        {
            if (target.IsUntold)
                return await WriteAsync(grant, read, _events.Refused(grant, target), cancellationToken);

            // Who died after the last step may have left its events; those of this run are told already.
            if (isFirst)
                await _events.SweepAsync(grant.Id, cancellationToken);
            if (target is { State: GrantState.Failed, Failure: { } failure })
            {
                await TargetReplay.KeepAsync(_letters, item, target, failure, cancellationToken);

                // Also when it was kept already: who kept it may have died before saying so.
                LogGivenUp(_logger, target.Facility, grant.Id, target.Number, failure.Code);
            }

            await _events.TellWholeAsync(grant.Id, target.Number, cancellationToken);
            return target.Wish.Present && target.Hold is not null ? WorkOutcome.Then(item.At(target.Wish.Window.To, urgent: true)) : WorkOutcome.Done;
        }

        TargetWorkplace at;
        try
        {
            at = await PlaceAsync(item, grant, target, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorException or HubException)
        {
            // Where nothing is held, nothing has to be taken back, though the facility may be gone.
            if (target is { Wish.Present: false, Hold: null, Create: null, Former.Count: 0 })
                return await SettledAsync(grant, read, target, cancellationToken);
            return await FailAsync(grant, read, target, exception, cancellationToken);
        }

        if (target.Wish.Present && at.Plan.Problems is [var problem, ..] && target.Create is null
            && target.Settled != target.Wish.Version && target.Refused != target.Wish.Version)
        {
            var refused = new TargetFailure(problem.Code, problem.Message, null, now);
            target = TargetActions.Kept(target) with { Refused = target.Wish.Version, Failure = refused, NextAt = null };
            return await SaveAsync(grant, read, target, cancellationToken);
        }

        target = target with
        {
            Effect = at.Rules.Effect,
            EffectiveWindow = target.Wish.Present ? at.Plan.Window : target.EffectiveWindow,
            Warnings = target.Wish.Present ? at.Plan.Warnings : target.Warnings,
        };
        switch (TargetPlan.Next(target, target.Wish.Present ? at.Plan : null, _vendor.CanChange(at), now))
        {
            case TargetStep.Rest:
                return await SaveAsync(grant, read, target, cancellationToken);
            case TargetStep.Settle:
                return await SettleAsync(at, grant, read, target, cancellationToken);
            case TargetStep.Hold:
                await SaveAsync(grant, read, target with { Attempts = 0, Failure = null, NextAt = at.Plan.NotBefore }, cancellationToken);
                return WorkOutcome.Then(item.At(at.Plan.NotBefore, urgent: false), item.At(target.Wish.Window.To, urgent: true));
            case var step:
                return await CallAsync(step, at, grant, read, target, cancellationToken);
        }
    }

    private async Task<TargetWorkplace> PlaceAsync(TargetItem item, GrantRow grant, TargetRow target, CancellationToken cancellationToken)
    {
        var context = await _facilities.GetAsync(target.Facility, cancellationToken);
        var rules = _connectors.Get(context.Facility.System).Access
            ?? throw new HubException(HubErrorKind.Unprocessable, "capability_absent", $"The system of facility '{target.Facility}' gives no access.");
        return TargetWorkplace.Of(item, grant, context, rules, target.Wish, target.Person);
    }

    // Where the target is noted to hold a share though it holds nothing, another may have given it to the person together with theirs.
    private async Task<WorkOutcome?> SettleAsync(
        TargetWorkplace at, GrantRow grant, StateDocument<TargetRow> read, TargetRow target, CancellationToken cancellationToken)
    {
        try
        {
            return await _shares.LeaveAsync(at, target, cancellationToken) is { } isConfirmed
                ? await SettledAsync(grant, read, target with { Unverified = target.Unverified || !isConfirmed }, cancellationToken)
                : WorkOutcome.RetryAt(_time.GetUtcNow() + Busy);
        }
        catch (Exception exception) when (exception is VendorException or HubException)
        {
            return await FailAsync(grant, read, target, exception, cancellationToken);
        }
    }

    private Task<WorkOutcome?> SettledAsync(GrantRow grant, StateDocument<TargetRow> read, TargetRow target, CancellationToken cancellationToken) =>
        SaveAsync(grant, read, target with { Settled = target.Wish.Version, Failure = null, NextAt = null }, cancellationToken);

    private async Task<WorkOutcome?> CallAsync(
        TargetStep step, TargetWorkplace at, GrantRow grant, StateDocument<TargetRow> read, TargetRow target, CancellationToken cancellationToken)
    {
        string? baseline = null;
        try
        {
            // Who somebody is at the vendor is written down before they get anything: by that, and by nothing else, what grants hold of a
            // person's access is kept together. Who was removed there and registered anew is another.
            if (step == TargetStep.Apply && await _vendor.PersonAsync(at, cancellationToken) is { } one && one != at.Person)
            {
                if (await _shares.LeaveAsync(at, target, cancellationToken) is not { } isLeft)
                    return WorkOutcome.RetryAt(_time.GetUtcNow() + Busy);
                target = target with { Person = one, Unverified = target.Unverified || !isLeft };
                if (await _store.SaveAsync(read, target, cancellationToken) is not { } known)
                    return null;
                (read, at) = (known, at.For(one));
            }

            if (step == TargetStep.Apply)
                baseline = await _vendor.BaselineAsync(at, at.Item.Marker(target.Creates + 1), cancellationToken);
        }
        catch (Exception exception) when (exception is VendorException or HubException)
        {
            return await FailAsync(grant, read, target, exception, cancellationToken);
        }

        if (step == TargetStep.Change)
            target = target with { Hold = await _actions.WidenedAsync(at, target.Hold!, cancellationToken) };
        var (isTaken, lease) = await _shares.TakeAsync(at, step, cancellationToken);
        if (!isTaken)
            return WorkOutcome.RetryAt(_time.GetUtcNow() + Busy);

        var now = _time.GetUtcNow();
        var claim = new TargetClaim(Guid.NewGuid().ToString("N"), now + at.Lease);
        target = target with { Claim = claim, Attempts = target.Attempts + 1, NextAt = null };
        if (step == TargetStep.Revoke)
            target = target with { Hold = target.Hold! with { IsEnding = true } };
        if (step == TargetStep.Apply)
        {
            target = target with
            {
                Creates = target.Creates + 1,
                Create = new TargetCreate(at.Item.Marker(target.Creates + 1), target.Wish.Version, claim.Until, baseline, target.Wish, at.Plan.Roles),
                Hold = null,
                Former = target.Hold is { } old ? [.. target.Former, old] : target.Former,
            };
        }

        if (await _store.SaveAsync(read, target, cancellationToken) is not { } claimed)
        {
            await _shares.ReleaseAsync(lease);
            return null;
        }

        TargetResult result;
        try
        {
            result = await _actions.TakeAsync(step, at, target, lease?.Others ?? [], cancellationToken);
        }
        catch (Exception exception) when (exception is VendorException or HubException or InvalidInputException)
        {
            result = _actions.Failed(step, target, exception);
            if (lease is not null && step is (TargetStep.Apply or TargetStep.Change) && exception is not VendorException { Error.EffectUnknown: true })
                await _shares.TakeBackAsync(at, target, lease);
        }

        await _shares.KeepAsync(lease, step, result, target);
        await _shares.ReleaseAsync(lease);
        return await SettleAsync(grant, claimed, result, cancellationToken);
    }

    private async Task<WorkOutcome?> FailAsync(
        GrantRow grant, StateDocument<TargetRow> read, TargetRow target, Exception exception, CancellationToken cancellationToken)
    {
        var error = TargetActions.ErrorOf(exception);
        target = target with { Attempts = target.Attempts + 1 };
        var result = target.Wish.Present && TargetActions.IsFinal(error.Kind) && target.Create is null
            ? new TargetResult(row => TargetActions.Kept(row) with { Refused = row.Wish.Version, Failure = TargetFailure.Of(error, _time.GetUtcNow()), NextAt = null })
              : _actions.Later(target, error, null, row => row);
        await SaveAsync(grant, read, Alarmed(grant.Id, result.Change(target)), cancellationToken);
        return result.Outcome;
    }

    private Task<WorkOutcome?> SaveAsync(GrantRow grant, StateDocument<TargetRow> read, TargetRow target, CancellationToken cancellationToken) =>
        WriteAsync(grant, read, _events.For(grant, read.Value, target, credentialsChanged: false), cancellationToken);

    private async Task<WorkOutcome?> WriteAsync(
        GrantRow grant, StateDocument<TargetRow> read, (TargetRow Target, IReadOnlyList<HubEvent> Events) told, CancellationToken cancellationToken)
    {
        if (await _store.SaveAsync(read, told.Target, told.Events, cancellationToken))
            await _events.PublishAsync(grant, told.Events, cancellationToken);
        return null;
    }

    // What the vendor did stands, whatever is wanted by now; so it is written into the row as it is by now.
    private async Task<WorkOutcome?> SettleAsync(
        GrantRow grant, StateDocument<TargetRow> claimed, TargetResult result, CancellationToken cancellationToken)
    {
        var row = claimed;
        while (true)
        {
            var target = Alarmed(grant.Id, result.Change(row.Value) with { Claim = null });
            var (after, events) = _events.For(grant, row.Value, target, result.CredentialsChanged);
            if (after.Hold is { } hold && hold.Id != row.Value.Hold?.Id)
                await _holders.NoteAsync(grant.Id, after, hold.Id, CancellationToken.None);
            if (await _store.SaveAsync(row, after, events, CancellationToken.None))
            {
                await _events.PublishAsync(grant, events, cancellationToken);
                return result.Outcome;
            }

            if (await _store.FindTargetAsync(grant.Id, claimed.Value.Number, CancellationToken.None) is not { } found
                || found.Target.Value.Claim?.Token != claimed.Value.Claim!.Token)
            {
                // Who went on after the claim had lapsed finds what was done by its marker.
                LogClaimLost(_logger, claimed.Value.Facility, grant.Id, claimed.Value.Number);
                return null;
            }

            row = found.Target;
        }
    }

    private TargetRow Alarmed(string grant, TargetRow target)
    {
        if (target.State != GrantState.Revoking || target.Alarmed || target.WishedAt + OverdueAfter > _time.GetUtcNow())
            return target;

        LogOverdue(_logger, target.Facility, grant, target.Number, target.WishedAt, target.Failure?.Code);
        return target with { Alarmed = true };
    }

    [LoggerMessage(
        408, LogLevel.Warning, "{Facility}: target {Number} of grant {Grant} failed for good ({Code}) and is kept as a dead letter.",
        EventName = AlarmEvents.DeadLettered)]
    private static partial void LogGivenUp(ILogger logger, string facility, string grant, int number, string? code);

    [LoggerMessage(402, LogLevel.Warning, "{Facility}: the claim of target {Number} of grant {Grant} passed to another.")]
    private static partial void LogClaimLost(ILogger logger, string facility, string grant, int number);

    [LoggerMessage(
        403, LogLevel.Error, "{Facility}: the revoke of target {Number} of grant {Grant}, wanted since {Since}, is not confirmed ({Code}).",
        EventName = AlarmEvents.RevokeOverdue)]
    private static partial void LogOverdue(ILogger logger, string facility, string grant, int number, DateTimeOffset since, string? code);
}
