using Gatehouse.Access;
using Gatehouse.Creates;
using Gatehouse.Errors;
using Gatehouse.Lanes;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Grants;

/// <summary>What the steps do at the vendor, and what follows from how they end.</summary>
/// <param name="store">Seals and opens what vendors hold.</param>
/// <param name="vendor">Calls the vendor.</param>
/// <param name="delays">The waits after failures.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of unknown outcomes.</param>
internal sealed partial class TargetActions(GrantStore store, TargetVendor vendor, RetryDelays delays, TimeProvider time, ILogger logger)
{
    /// <summary>Takes a step.</summary>
    /// <exception cref="VendorException">The vendor did not do it; <see cref="Failed"/> says what follows.</exception>
    public async Task<TargetResult> TakeAsync(
        TargetStep step, TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case TargetStep.Resolve:
                return await ResolveAsync(at, target, others);
            case TargetStep.Apply:
                return await ApplyAsync(at, target, others);
            case TargetStep.Change:
                return await ChangeAsync(at, target, others, cancellationToken);
            case TargetStep.RevokeFormer:
                return await RevokeFormerAsync(at, target, others, cancellationToken);
            default:
                return await RevokeAsync(at, target, others, cancellationToken);
        }
    }

    private async Task<TargetResult> ChangeAsync(
        TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        var version = target.Wish.Version;
        var marker = target.Hold!.Marker;
        var current = await OpenAsync(at, target.Hold, cancellationToken);
        AccessRecord changed;
        try
        {
            changed = await vendor.ChangeAsync(at, current, marker, others, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error is { Kind: VendorErrorKind.NotFound, EffectUnknown: false })
        {
            // What is not found may be something that it refers to; only what is gone itself is made anew, or what was being taken back when it
            // was wanted again: that is taken back once more, so that nothing of it stays.
            if (target.Hold.IsEnding)
                await vendor.RevokeAsync(at, current, "Replaced by a new access.", others, cancellationToken);
            else if (!await vendor.IsGoneAsync(at, current, marker, cancellationToken))
                throw;
            return new TargetResult(row => row with { Hold = null });
        }

        var hold = await SealAsync(at, marker, changed);
        return new TargetResult(
            row => Reached(at, row, version) with { Hold = hold }, CredentialsChanged: !changed.Credentials.SequenceEqual(current.Credentials));
    }

    private async Task<TargetResult> RevokeFormerAsync(
        TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        var former = target.Former[0];
        var current = await OpenAsync(at, former, cancellationToken);
        var revocation = await vendor.RevokeAsync(at, current, "Replaced by a new access.", others, cancellationToken);
        return new TargetResult(row => row with
        {
            Former = [.. row.Former.Where(kept => kept.Id != former.Id)],
            Unverified = row.Unverified || revocation == AccessRevocation.Unconfirmed,
            Failure = null,
            NextAt = null,
        });
    }

    private async Task<TargetResult> RevokeAsync(
        TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        var reason = target.Wish.Present ? "Moved to a later time." : target.Wish.Reason ?? "Revoked.";
        var current = await OpenAsync(at, target.Hold!, cancellationToken);
        var revocation = await vendor.RevokeAsync(at, current, reason, others, cancellationToken);
        var last = await SealAsync(at, target.Hold!.Marker, current with { Credentials = [] });
        return new TargetResult(row => row with
        {
            Hold = null,
            Last = last,
            Settled = row is { Wish.Present: false, Former.Count: 0, Create: null } ? row.Wish.Version : row.Settled,
            Unverified = (at.Person is null && row.Unverified) || revocation == AccessRevocation.Unconfirmed,
            Failure = null,
            NextAt = null,
        });
    }

    private async Task<TargetResult> ApplyAsync(TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others)
    {
        var marker = target.Create!.Marker;
        AccessRecord record;
        try
        {
            record = await vendor.ApplyAsync(at, marker, others);
        }
        catch (VendorException exception) when (exception.Error.EffectUnknown)
        {
            LogUnknown(logger, at.Context.Facility.Id, at.Item.Grant, at.Item.Number, exception.Error.Kind);
            var called = target.Create with { CalledUntil = time.GetUtcNow() };
            if (!vendor.CanSearch(at) || await FindAsync(at, target.Create) is not { } found)
                return Later(target with { Create = called }, exception.Error, called.CalledUntil + CreateRunner.SettleTime, row => row with { Create = called });
            record = found;
        }

        return await AppliedAsync(at, target.Create, record);
    }

    // What a create made is found by its marker. Where nothing is found but something may be there unseen, it is removed: at once when nobody
    // shall get in, and for all wishes when nothing of the call can still arrive.
    private async Task<TargetResult> ResolveAsync(TargetWorkplace at, TargetRow target, IReadOnlyList<AccessShare> others)
    {
        var create = target.Create!;
        var made = at.For(create);
        var canSearch = vendor.CanSearch(at);
        if (canSearch)
        {
            try
            {
                if (await vendor.SearchAsync(made, create) is { } found)
                    return await AppliedAsync(at, create, found);
            }
            catch (VendorException exception) when (IsFinal(exception.Error.Kind))
            {
                // Asking again would not help: it counts as a vendor that cannot be searched.
                LogSearchFailed(logger, at.Context.Facility.Id, at.Item.Grant, at.Item.Number, exception.Error.Kind);
                canSearch = false;
            }
        }

        var settled = create.CalledUntil + CreateRunner.SettleTime;
        var isEarly = settled > time.GetUtcNow();
        var canUndo = vendor.CanUndo(at);
        if (isEarly && (target.Wish.Present || !canUndo || create.IsUndone))
            return new TargetResult(row => row with { NextAt = settled }, WorkOutcome.RetryAt(settled));
        if (!canUndo)
            return new TargetResult(row => canSearch ? row with { Create = null, NextAt = null } : NeverKnown(row, create.Marker));

        var isConfirmed = await vendor.UndoAsync(made, create.Marker, others);
        return isEarly
            ? new TargetResult(row => row with { Create = row.Create! with { IsUndone = true }, NextAt = settled }, WorkOutcome.RetryAt(settled))
            : new TargetResult(row => row with { Create = null, Unverified = row.Unverified || !isConfirmed, NextAt = null });
    }

    private TargetRow NeverKnown(TargetRow row, string marker)
    {
        var failure = new TargetFailure(
            "outcome_never_known",
            $"The vendor did not say whether it let the subject in, and there is no way to find out. Look at the vendor for {marker}.",
            null,
            time.GetUtcNow());
        row = row with { Create = null, Unverified = true, Failure = failure, NextAt = null };
        return row.Wish.Present ? Kept(row) with { Refused = row.Wish.Version } : row with { Settled = row.Wish.Version };
    }

    private async Task<TargetResult> AppliedAsync(TargetWorkplace at, TargetCreate create, AccessRecord record)
    {
        var hold = await SealAsync(at, create.Marker, record);

        // What was made for an earlier wish is changed or taken back by the next step; one that was only asked for again is the same.
        return new TargetResult(
            row =>
            {
                var version = row.Create?.Marker == create.Marker ? row.Create.Version : create.Version;
                return (row.Wish.Present && row.Wish.Version == version ? Reached(at, row, version) : row) with { Hold = hold, Create = null };
            },
            CredentialsChanged: record.Credentials.Count > 0);
    }

    /// <summary>What the vendor holds, with the roles that a change is about to grant: who revokes it after a change that was cut off takes all.</summary>
    public async Task<TargetHold> WidenedAsync(TargetWorkplace at, TargetHold hold, CancellationToken cancellationToken)
    {
        var record = await OpenAsync(at, hold, cancellationToken);
        return at.Plan.Roles.Except(record.AllRoles, StringComparer.Ordinal).Any()
            ? await SealAsync(at, hold.Marker, record with { PossibleRoles = [.. record.PossibleRoles.Union(at.Plan.Roles, StringComparer.Ordinal)] })
            : hold;
    }

    /// <summary>What the vendor holds, as a share of the person's access.</summary>
    public async Task<AccessShare> ShareAsync(TargetWorkplace at, TargetHold hold, CancellationToken cancellationToken)
    {
        var record = await OpenAsync(at, hold, cancellationToken);
        return new AccessShare(record.Window, record.Roles, record.AccessPoints);
    }

    private async Task<AccessRecord?> FindAsync(TargetWorkplace at, TargetCreate create)
    {
        try
        {
            return await vendor.SearchAsync(at, create);
        }
        catch (VendorException exception)
        {
            LogSearchFailed(logger, at.Context.Facility.Id, at.Item.Grant, at.Item.Number, exception.Error.Kind);
            return null;
        }
    }

    // A shared access is written over as a whole; elsewhere what was not known to be gone is beside the new one.
    private static TargetRow Reached(TargetWorkplace at, TargetRow row, int version) =>
        row with { Settled = version, Unverified = at.Person is null && row.Unverified, Failure = null, NextAt = null };

    /// <summary>What follows from a step that failed.</summary>
    public TargetResult Failed(TargetStep step, TargetRow target, Exception exception)
    {
        var error = ErrorOf(exception);
        Func<TargetRow, TargetRow> forget = step == TargetStep.Apply ? row => row with { Create = null } : row => row;
        if (step is TargetStep.Apply or TargetStep.Change && IsFinal(error.Kind))
        {
            var failure = TargetFailure.Of(error, time.GetUtcNow());
            var version = target.Wish.Version;
            return new TargetResult(row => Kept(forget(row)) with { Refused = version, Failure = failure, NextAt = null });
        }

        return Later(target, error, null, forget);
    }

    /// <summary>What the new one should have taken the place of stays, or a change that is refused would lock the subject out.</summary>
    public static TargetRow Kept(TargetRow row) => row is { Hold: null, Former: [.., var last] }
        ? row with { Hold = last, Former = [.. row.Former.Take(row.Former.Count - 1)] }
        : row;

    /// <summary>The step is taken again.</summary>
    public TargetResult Later(TargetRow target, VendorError error, DateTimeOffset? at, Func<TargetRow, TargetRow> change)
    {
        var now = time.GetUtcNow();
        var next = at ?? now + (error.RetryAfter ?? delays.After(target.Attempts));
        var failure = TargetFailure.Of(error, now);
        var isDown = at is null && (error.Code == "circuit_open" || error.Kind == VendorErrorKind.RateLimited);
        return new TargetResult(
            row => change(row) with { Failure = failure, NextAt = next },
            isDown ? WorkOutcome.LanePaused(next) : WorkOutcome.RetryAt(next));
    }

    /// <summary>Whether a failure stands. A wrong secret or setting is put right by the operator, and then the grant goes on.</summary>
    public static bool IsFinal(VendorErrorKind kind) => kind is VendorErrorKind.Forbidden or VendorErrorKind.NotFound or VendorErrorKind.Invalid
        or VendorErrorKind.Conflict or VendorErrorKind.NotSupported;

    /// <summary>A failure as a vendor would tell it.</summary>
    public static VendorError ErrorOf(Exception exception) => exception switch
    {
        VendorException vendor => vendor.Error,
        HubException { Code: "facility_not_found" or "capability_absent" } hub => new VendorError(VendorErrorKind.NotSupported, hub.Message, hub.Code),
        HubException hub => new VendorError(VendorErrorKind.Misconfigured, hub.Message, hub.Code, RetryAfter: hub.RetryAfter),
        _ => new VendorError(VendorErrorKind.Invalid, exception.Message, "invalid"),
    };

    private Task<AccessRecord> OpenAsync(TargetWorkplace at, TargetHold hold, CancellationToken cancellationToken) =>
        store.OpenAsync(at.Item.Grant, at.Item.Number, hold, cancellationToken);

    private Task<TargetHold> SealAsync(TargetWorkplace at, string marker, AccessRecord record) =>
        store.SealAsync(at.Item.Grant, at.Item.Number, marker, record, CancellationToken.None);

    [LoggerMessage(400, LogLevel.Warning, "{Facility}: the outcome of applying target {Number} of grant {Grant} is unknown ({Kind}); looking for it.")]
    private static partial void LogUnknown(ILogger logger, string facility, string grant, int number, VendorErrorKind kind);

    [LoggerMessage(401, LogLevel.Warning, "{Facility}: the search for target {Number} of grant {Grant} failed ({Kind}).")]
    private static partial void LogSearchFailed(ILogger logger, string facility, string grant, int number, VendorErrorKind kind);
}
