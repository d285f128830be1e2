using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Indexes;
using Gatehouse.Lanes;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.State;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.Logging;

namespace Gatehouse.VisitGrants;

/// <summary>
/// Lets the grant of a visit's <c>access</c> follow the visit. What is to be done is written before the vendor is called for the visit and done after it;
/// should the process die in between, the facility's lane looks at the vendor what became of the visit, and does it then.
/// </summary>
/// <param name="rows">What is to be done.</param>
/// <param name="store">The grants.</param>
/// <param name="grants">Makes grants.</param>
/// <param name="changes">Changes and revokes them.</param>
/// <param name="indexes">Know the grant of a visit.</param>
/// <param name="records">Know a visit's window.</param>
/// <param name="directory">The facilities.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of what is left to the lane.</param>
public sealed partial class VisitGrantFollower(
    VisitGrantStore rows,
    GrantStore store,
    GrantService grants,
    GrantChanges changes,
    ObjectIndexes indexes,
    VisitRecords records,
    FacilityDirectory directory,
    VendorCalls calls,
    TimeProvider time,
    ILogger<VisitGrantFollower> logger)
{
    private const int MostTargets = 50;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookForUnknown = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestUnknown = TimeSpan.FromDays(30);

    /// <summary>Checks and resolves the access of a visit that is to be created.</summary>
    internal async Task<VisitDraft> PrepareAsync(VisitDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (draft.Access is not { Count: > 0 } access)
            return draft;
        if (access.Count > MostTargets)
        {
            errors.Add(new FieldError("/access", FormattableString.Invariant($"Has at most {MostTargets} members; POST /api/v1/grants takes more.")));
            return draft;
        }

        var visitor = draft.Visitor;
        var grant = new GrantDraft
        {
            Subject = new GrantSubject
            {
                FirstName = visitor?.FirstName,
                LastName = visitor?.LastName,
                Name = visitor?.Name,
                Company = visitor?.Company,
                Email = visitor?.Email,
                Phone = visitor?.Phone,
                Mobile = visitor?.Mobile,
            },
            Window = draft.Window,
            Purpose = draft.Purpose,
            Targets = access,
        };
        return draft with { Grant = await grants.PrepareAsync(grant, errors, cancellationToken) };
    }

    /// <summary>Writes down the grant that is made after the visit. Returns the draft with the grant as it will be.</summary>
    internal async Task<VisitDraft> BeginAsync(FacilityContext context, VisitDraft draft, string operationId)
    {
        if (draft.Grant is not { } prepared)
            return draft;

        var grant = prepared.Grant with { Id = GrantService.IdOf("visit:" + operationId) };
        var row = new VisitGrantRow
        {
            Grant = grant.Id,
            Operation = operationId,
            NewGrant = grant,
            Targets = prepared.Targets,
            At = time.GetUtcNow(),
        };
        await rows.WriteAsync(context, operationId, row, CancellationToken.None);
        return draft with { Grant = prepared with { Grant = grant } };
    }

    /// <summary>Makes the grant of a visit that was created.</summary>
    internal Task MadeAsync(FacilityContext context, VisitDraft draft, Visit visit, string operationId) => draft.Grant is { } prepared
        ? GuardAsync(context, visit.Id, () => MakeAsync(context.Facility.Id, operationId, prepared, visit.Id))
        : Task.CompletedTask;

    /// <summary>Checks that the targets of a visit's grant can take the window that a patch gives the visit.</summary>
    internal async Task<VisitGrantRow?> ChangeAsync(FacilityContext context, string visit, TimeWindow edges, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, visit, cancellationToken) is not { } grant)
            return null;

        var window = Merged(grant.Grant.Value.Window, edges);
        if (window == grant.Grant.Value.Window)
            return null;
        if (window.To > window.From)
            await changes.CheckWindowAsync(grant, window, cancellationToken);
        return New(grant, visit) with { Window = edges, Before = (await records.GetAsync(context.Facility.Id, visit, cancellationToken))?.Window };
    }

    /// <summary>What follows from a visit's end; <see langword="null"/> for a visit without access.</summary>
    internal async Task<VisitGrantRow?> EndAsync(FacilityContext context, string visit, string reason, CancellationToken cancellationToken) =>
        await FindAsync(context, visit, cancellationToken) is { } grant ? New(grant, visit) with { Ends = true, Reason = reason } : null;

    /// <summary>Does something to a visit, and then to its grant what follows.</summary>
    internal async Task<T> FollowAsync<T>(FacilityContext context, VisitGrantRow? row, Func<Task<T>> act)
    {
        if (row is null)
            return await act();

        var id = ObjectAddress.NewOperationId();
        await rows.WriteAsync(context, id, row, CancellationToken.None);
        T result;
        try
        {
            result = await act();
        }
        catch (VendorException exception) when (exception.Error is { Kind: VendorErrorKind.NotFound } && row.Ends)
        {
            await GuardAsync(context, row.Visit!, () => DoAsync(context.Facility.Id, id, row));
            throw;
        }
        catch (Exception exception) when (exception is VendorException { Error.EffectUnknown: false } or HubException or InvalidInputException)
        {
            await rows.RemoveAsync(context.Facility.Id, id, CancellationToken.None);
            throw;
        }

        await GuardAsync(context, row.Visit!, () => DoAsync(context.Facility.Id, id, row));
        return result;
    }

    /// <summary>Goes on with what a process left, or a poll has shown.</summary>
    /// <param name="facility">The visit's facility.</param>
    /// <param name="id">What is to be done.</param>
    /// <param name="isLate">Whether it must have been written by now: what is not there is done, as nearly always.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<WorkOutcome> GoOnAsync(string facility, string id, bool isLate, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(facility, id, cancellationToken) is not { } read)
            return isLate ? WorkOutcome.Done : WorkOutcome.NotYet;

        var row = read.Value;
        if (row.Operation is { } operation)
            return await GoOnMakingAsync(facility, id, row, operation, cancellationToken);
        if (await store.FindGrantAsync(row.Grant, cancellationToken) is null)
            return row.At + LongestUnknown > time.GetUtcNow() ? WorkOutcome.RetryAt(time.GetUtcNow() + LookForUnknown) : await DropAsync();

        try
        {
            if (row.IsSeen || await IsDoneAsync(await directory.GetAsync(facility, cancellationToken), row, cancellationToken) is not { } isGone)
                await DoAsync(facility, id, row);
            else if (isGone.Happened)
                await DoAsync(facility, id, isGone.Gone ? row with { Ends = true, Reason = row.Reason ?? "The visit is gone." } : row);
            else
                return await DropAsync();
            return WorkOutcome.Done;
        }
        catch (VendorException)
        {
            return WorkOutcome.RetryAt(time.GetUtcNow() + LookAgain);
        }

        async Task<WorkOutcome> DropAsync()
        {
            await rows.RemoveAsync(facility, id, cancellationToken);
            return WorkOutcome.Done;
        }
    }

    private static AccessWindow Merged(AccessWindow window, TimeWindow edges) => new(edges.From ?? window.From, edges.To ?? window.To);

    private static bool IsOver(Visit visit, DateTimeOffset now) =>
        visit.Status is VisitStatus.Departed or VisitStatus.Cancelled or VisitStatus.Denied || visit.Window?.To <= now;

    private VisitGrantRow New(GrantDocument grant, string visit) => new() { Grant = grant.Grant.Value.Id, Visit = visit, At = time.GetUtcNow() };

    private async Task<GrantDocument?> FindAsync(FacilityContext context, string visit, CancellationToken cancellationToken) =>
        await indexes.Visits.FindAsync(context.Facility.Id, visit, cancellationToken) is { GrantId: { } id }
        && await store.FindAsync(id, cancellationToken) is { } grant && grant.Grant.Value.Visit == new GrantVisit(context.Facility.Id, visit)
            ? grant
            : null;

    // Whether what the row is about happened at the vendor; null where nobody can tell.
    private async Task<(bool Happened, bool Gone)?> IsDoneAsync(FacilityContext context, VisitGrantRow row, CancellationToken cancellationToken)
    {
        if (!calls.Can(context, VisitOperations.Get))
            return null;

        try
        {
            var visit = await calls.CallAsync(context, VisitOperations.Get, new ItemRequest(row.Visit!), cancellationToken, CallUrgency.Background);
            return (row.Ends ? IsOver(visit, time.GetUtcNow()) : row.Before is null || visit.Window != row.Before, false);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return (true, true);
        }
    }

    private async Task<WorkOutcome> GoOnMakingAsync(
        string facility, string id, VisitGrantRow row, string operation, CancellationToken cancellationToken)
    {
        if (await calls.FindResultAsync(operation, cancellationToken) is { } visit)
        {
            await indexes.Visits.ChangeAsync(
                facility, visit, known => known with { CreatedAt = known.CreatedAt ?? row.At, GrantId = known.GrantId ?? row.Grant }, cancellationToken);
            await MakeAsync(facility, id, new PreparedGrant(row.NewGrant!, row.Targets), visit);
            return WorkOutcome.Done;
        }

        // Who repeats a create with unknown outcome learns of it, and so does this.
        if (await calls.IsRecordedAsync(operation, cancellationToken) && row.At + LongestUnknown > time.GetUtcNow())
            return WorkOutcome.RetryAt(time.GetUtcNow() + LookForUnknown);
        await rows.RemoveAsync(facility, id, cancellationToken);
        return WorkOutcome.Done;
    }

    private async Task MakeAsync(string facility, string id, PreparedGrant prepared, string visit)
    {
        await grants.AddAsync(prepared with { Grant = prepared.Grant with { Visit = new GrantVisit(facility, visit) } }, CancellationToken.None);
        await rows.RemoveAsync(facility, id, CancellationToken.None);
    }

    private async Task DoAsync(string facility, string id, VisitGrantRow row)
    {
        if (await store.FindGrantAsync(row.Grant, CancellationToken.None) is { } grant && grant.Value.Visit == new GrantVisit(facility, row.Visit!))
        {
            var window = row.Window is { } edges ? Merged(grant.Value.Window, edges) : grant.Value.Window;
            if (row.Ends || window.To <= window.From || window.To <= time.GetUtcNow())
                await changes.RevokeAsync(row.Grant, row.Reason ?? "Its visit is over.", _ => true);
            else if (window != grant.Value.Window)
                await changes.MoveAsync(row.Grant, window);
        }

        await rows.RemoveAsync(facility, id, CancellationToken.None);
    }

    // The vendor has done it to the visit: when the store is away the caller still gets the answer, and the lane does the rest.
    private async Task GuardAsync(FacilityContext context, string visit, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (StateStoreException exception)
        {
            LogLeft(logger, exception, visit, context.Facility.Id);
        }
    }

    [LoggerMessage(445, LogLevel.Warning, "The grant of visit {Visit} at {Facility} could not follow it at once; its lane sees to it.")]
    private static partial void LogLeft(ILogger logger, Exception exception, string visit, string facility);
}
