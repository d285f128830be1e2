using Gatehouse.Access;
using Gatehouse.Connectors.Access;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>The operations on visits, and access, which here is a visit written down.</summary>
internal sealed class HappyHabitatVisits(HappyHabitatClient client, HappyHabitatVisitReads reads, TimeProvider time)
{
    private static readonly string[] RequiredOfGroup = ["/host/id", "/visitor/name", "/purpose", "/window/from"];

    public IReadOnlyList<Handler> Handlers
    {
        get
        {
            var get = new Handler<ItemRequest, Visit>(VisitOperations.Get, reads.GetAsync);
            var create = new Handler<VisitCreate, Visit>(VisitOperations.Create, CreateAsync)
            {
                Required = [.. RequiredOfGroup, "/partySize"],
                Check = (_, request) => HappyHabitatVisitCheck.Create(request),
                Baseline = BaselineAsync,
                Search = SearchAsync,
            };
            var update = new Handler<VisitUpdate, Visit>(VisitOperations.Update, UpdateAsync)
            {
                Check = (_, request) => HappyHabitatVisitCheck.Update(request),
            };
            var delete = new Handler<ItemRequest, Unit>(VisitOperations.Delete, DeleteAsync);
            return
            [
                new Handler<VisitQuery, Page<Visit>>(VisitOperations.List, reads.ListAsync),
                get,
                create,
                new Handler<VisitGroupCreate, IReadOnlyList<VisitGroupMember>>(VisitOperations.CreateGroup, CreateGroupAsync)
                {
                    Required = RequiredOfGroup,
                    Check = (_, request) => HappyHabitatVisitCheck.CreateGroup(request),
                    Baseline = (context, request, token) => BaselineAsync(context, One(request), token),
                    Search = SearchGroupAsync,
                },
                update,
                new Handler<VisitArrive, Visit>(VisitOperations.Arrive, ArriveAsync),
                new Handler<VisitEnd, Visit>(VisitOperations.End, EndAsync),
                delete,
                .. new VisitAccess(create, get, update, delete, withMarker: null) { Fit = Fit, Filled = ["/partySize"] }.Handlers,
            ];
        }
    }

    /// <summary>What is written down for an access: the visit as asked.</summary>
    public static AccessPlan PlanAccess(FacilityContext context, AccessSpec spec) => VisitAccess.Plan(spec, spec.Window);

    private static VisitDraft Fit(VisitDraft draft) => draft with
    {
        Visitor = draft.Visitor is { } visitor ? visitor with { Company = null, Email = null, Phone = null, Mobile = null } : null,
        Organization = null,
        PartySize = draft.PartySize ?? 1,
    };

    // The vendor counts people and names one visitor: all names go there.
    private static VisitCreate One(VisitGroupCreate group)
    {
        var name = string.Join(", ", group.Visits.Select(draft => draft.Visitor?.WithNames().Name));
        return new VisitCreate(group.Visits[0] with { Visitor = new Visitor { Name = name }, PartySize = group.Visits.Count }, group.Marker);
    }

    private static IReadOnlyList<VisitGroupMember> Members(VisitGroupCreate group, Visit visit) =>
        [.. Enumerable.Repeat(new VisitGroupMember(visit), group.Visits.Count)];

    private async Task<Visit> CreateAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var scope = HappyHabitatScope.Of(context, time);
        var body = HappyHabitatVisitMapping.Create(scope, request.Draft, request.ArrivedAt);
        return HappyHabitatVisitMapping.Read(scope, await client.WriteAsync(context, HttpMethod.Post, "residentvisits", body, cancellationToken));
    }

    private async Task<IReadOnlyList<VisitGroupMember>> CreateGroupAsync(
        FacilityContext context, VisitGroupCreate request, CancellationToken cancellationToken) =>
        Members(request, await CreateAsync(context, One(request), cancellationToken));

    private async Task<string> BaselineAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken) =>
        CreateSearch.Note((await AlikeAsync(context, request, cancellationToken)).Select(row => row.Id));

    private async Task<Visit?> SearchAsync(FacilityContext context, VisitCreate request, string? baseline, CancellationToken cancellationToken) =>
        CreateSearch.FindNew(await AlikeAsync(context, request, cancellationToken), row => row.Id, baseline) is { } row
            ? HappyHabitatVisitMapping.Read(HappyHabitatScope.Of(context, time), row)
            : null;

    private async Task<IReadOnlyList<VisitGroupMember>?> SearchGroupAsync(
        FacilityContext context, VisitGroupCreate request, string? baseline, CancellationToken cancellationToken) =>
        await SearchAsync(context, One(request), baseline, cancellationToken) is { } visit ? Members(request, visit) : null;

    private async Task<IEnumerable<TextRow>> AlikeAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var scope = HappyHabitatScope.Of(context, time);
        var rows = await reads.OfResidentAsync(context, HappyHabitatIds.Parse(request.Draft.Host?.Id ?? "", "resident"), cancellationToken);
        return rows.Where(row => HappyHabitatVisitMapping.IsSame(scope, request.Draft, request.ArrivedAt, row));
    }

    private async Task<Visit> UpdateAsync(FacilityContext context, VisitUpdate request, CancellationToken cancellationToken)
    {
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        var body = HappyHabitatVisitMapping.Update(HappyHabitatScope.Of(context, time), request.Draft, current.Raw!.Value);
        return await WriteAsync(context, current, body, cancellationToken);
    }

    private async Task<Visit> ArriveAsync(FacilityContext context, VisitArrive request, CancellationToken cancellationToken)
    {
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        if (current.Status is VisitStatus.Departed or VisitStatus.Cancelled)
            throw new VendorException(new VendorError(VendorErrorKind.Conflict, "The visit has ended; create a new one.", "visit_ended"));

        var body = HappyHabitatVisitMapping.Update(
            HappyHabitatScope.Of(context, time), VisitDraft.Of(current), current.Raw!.Value, arrivedAt: request.At);
        return await WriteAsync(context, current, body, cancellationToken);
    }

    // Who has left does not leave again later.
    private async Task<Visit> EndAsync(FacilityContext context, VisitEnd request, CancellationToken cancellationToken)
    {
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        if (current.Status is VisitStatus.Departed or VisitStatus.Cancelled)
            return current;

        var body = HappyHabitatVisitMapping.Update(
            HappyHabitatScope.Of(context, time), VisitDraft.Of(current), current.Raw!.Value, departedAt: request.At);
        return await WriteAsync(context, current, body, cancellationToken);
    }

    private async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        await client.DeleteAsync(context, $"residentvisits/{HappyHabitatIds.Parse(request.Id, "visit")}", cancellationToken);
        return default;
    }

    private async Task<Visit> WithRawAsync(FacilityContext context, Visit visit, CancellationToken cancellationToken) =>
        visit.Raw is null ? await reads.GetAsync(context, new ItemRequest(visit.Id), cancellationToken) : visit;

    private async Task<Visit> WriteAsync(FacilityContext context, Visit current, byte[] body, CancellationToken cancellationToken) =>
        HappyHabitatVisitMapping.Read(
            HappyHabitatScope.Of(context, time),
            await client.WriteAsync(context, HttpMethod.Put, $"residentvisits/{current.Id}", body, cancellationToken));
}
