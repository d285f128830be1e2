using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The operations on visits: each is a meeting, and the hub's record of it.</summary>
internal sealed class SpintlyVisits(SpintlyMeetings meetings, SpintlyVisitReads reads, VisitRecords records, TimeProvider time)
{
    private readonly SpintlyChanges _changes = new(meetings);

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<VisitQuery, Page<Visit>>(VisitOperations.List, reads.ListAsync) { FromRecord = true },
        new Handler<ItemRequest, Visit>(VisitOperations.Get, reads.GetAsync),
        new Handler<VisitCreate, Visit>(VisitOperations.Create, CreateAsync)
        {
            Required = SpintlyVisitCheck.Required,
            Fields = _ => [new FieldDefinition(SpintlyFields.AccessPoints, FieldKind.AccessPoints)],
            Check = (_, request) => SpintlyVisitCheck.Create(request),
            Undo = (context, request, cancellationToken) => UndoAsync(context, [request.Marker], cancellationToken),
        },
        new Handler<VisitGroupCreate, IReadOnlyList<VisitGroupMember>>(VisitOperations.CreateGroup, CreateGroupAsync)
        {
            Required = SpintlyVisitCheck.Required,
            Check = (_, request) => SpintlyVisitCheck.CreateGroup(request),
            Undo = (context, request, cancellationToken) => UndoAsync(
                context, [.. request.Visits.Select((_, index) => VisitGroupCreate.MarkerOf(request.Marker, index))], cancellationToken),
        },
        new Handler<VisitUpdate, Visit>(VisitOperations.Update, UpdateAsync) { Check = (_, request) => SpintlyVisitCheck.Update(request) },
        new Handler<VisitEnd, Visit>(VisitOperations.End, EndAsync),
        new Handler<ItemRequest, Unit>(VisitOperations.Delete, DeleteAsync),
    ];

    /// <summary>Creates a meeting and records the visit.</summary>
    public async Task<Visit> CreateAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var state = SpintlyState.Of(request.Draft);
        var meeting = await meetings.CreateAsync(context, request.Marker, state.Window, state.Doors, cancellationToken);
        var visit = SpintlyVisitMapping.Made(context, request.Draft, meeting, time.GetUtcNow());
        await records.PutAsync(visit, meeting.UserId, CancellationToken.None);
        return visit;
    }

    /// <summary>Deletes what creates with these markers may have made, and the hub's record of it. The vendor confirms it.</summary>
    public async Task<bool> UndoAsync(FacilityContext context, IReadOnlyList<string> markers, CancellationToken cancellationToken)
    {
        foreach (var marker in markers)
            await meetings.UndoAsync(context, marker, cancellationToken);

        foreach (var user in markers.Select(marker => SpintlyIds.UserOf(context.Settings<SpintlySettings>(), marker)))
        {
            if (await records.FindByHolderAsync(context.Facility.Id, user, cancellationToken) is { } visit)
                await records.DeleteAsync(context.Facility.Id, visit, cancellationToken);
        }

        return true;
    }

    /// <summary>Changes a visit's meeting to a draft, and records it.</summary>
    public async Task<Visit> ChangeAsync(FacilityContext context, Visit current, VisitDraft draft, CancellationToken cancellationToken)
    {
        var (before, after) = (SpintlyState.Of(current), SpintlyState.Of(draft));
        var visit = current;
        if (!before.IsSurely(after))
        {
            // Written before the call: a change whose answer is lost may have opened doors that the next one must close.
            await KeepAsync(before, null);
            try
            {
                await _changes.ApplyAsync(context, current.Id, before, after, KeepAsync, cancellationToken);
            }
            catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
            {
                await records.PutAsync(Closed(current) with { StatusDetail = "meeting_deleted" }, CancellationToken.None);
                throw;
            }
            catch (VendorException exception) when (!exception.Error.EffectUnknown && before.Pending is null)
            {
                await records.PutAsync(visit with { Fields = SpintlyFields.Changed(visit.Fields, visit) }, CancellationToken.None);
                throw;
            }
        }

        visit = SpintlyVisitMapping.Written(context, draft, visit);
        await records.PutAsync(visit, CancellationToken.None);
        return visit;

        async Task KeepAsync(SpintlyState state, Credential? credential)
        {
            var fields = SpintlyFields.Changed(state.Doors == after.Doors ? draft.Fields : current.Fields, current);
            visit = visit with
            {
                Window = state.Window.ToVisit(context),
                Credentials = credential is null ? visit.Credentials : [credential],
                Fields = SpintlyFields.WithPending(fields, before, after),
            };
            await records.PutAsync(visit, CancellationToken.None);
        }
    }

    private Task<IReadOnlyList<VisitGroupMember>> CreateGroupAsync(
        FacilityContext context, VisitGroupCreate request, CancellationToken cancellationToken) =>
        EachOfGroup.CreateAsync(request, new Visit?[request.Visits.Count], member => CreateAsync(context, member, cancellationToken));

    private async Task<Visit> UpdateAsync(FacilityContext context, VisitUpdate request, CancellationToken cancellationToken)
    {
        // A repetition goes on from where the last try came.
        var current = await reads.GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken);
        if (current.Status is VisitStatus.Cancelled or VisitStatus.Departed)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Conflict, "The visit has ended and its meeting at Spintly is deleted; create another one.", "visit_ended"));
        }

        return await ChangeAsync(context, current, request.Draft, cancellationToken);
    }

    // An end to come shortens the meeting; one that has come deletes it.
    private async Task<Visit> EndAsync(FacilityContext context, VisitEnd request, CancellationToken cancellationToken)
    {
        var current = await reads.GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken);
        var window = SpintlyWindow.Of(current.Window!);
        var end = request.At.ToUnixTimeSeconds();
        if (request.At > time.GetUtcNow() && end > window.Start && current.Status is not (VisitStatus.Cancelled or VisitStatus.Departed))
        {
            return end >= window.End
                ? current
                : await ChangeAsync(
                    context, current,
                    VisitDraft.Of(current) with { Window = new TimeWindow { From = current.Window!.From, To = request.At } }, cancellationToken);
        }

        await meetings.DeleteAsync(context, current.Id, cancellationToken);
        var ended = Closed(current) with
        {
            DepartedAt = current.ArrivedAt is null ? current.DepartedAt : current.DepartedAt ?? context.Zone.ToLocal(request.At),
            EndReason = request.Reason ?? current.EndReason,
        };
        await records.PutAsync(ended, CancellationToken.None);
        return ended;
    }

    private async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var visit = await reads.GetAsync(context, request, cancellationToken);
        await meetings.DeleteAsync(context, visit.Id, cancellationToken);
        if (SpintlyFields.UserOf(visit) is { } user)
            await meetings.DeleteVisitorAsync(context, user, cancellationToken);
        await records.DeleteAsync(context.Facility.Id, visit.Id, CancellationToken.None);
        return default;
    }

    private static Visit Closed(Visit visit) => visit with
    {
        Status = visit.ArrivedAt is null ? VisitStatus.Cancelled : VisitStatus.Departed,
        Credentials = [],
    };
}
