using Gatehouse.Access;
using Gatehouse.Connectors.Access;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>The operations on visits.</summary>
internal sealed class CavVisitVisits(CavVisitClient client, CavVisitVisitReads reads)
{
    public const string ArrivalNotRecorded = "arrival_not_recorded";

    public IReadOnlyList<Handler> Handlers
    {
        get
        {
            var get = new Handler<ItemRequest, Visit>(VisitOperations.Get, reads.GetAsync);
            var create = new Handler<VisitCreate, Visit>(VisitOperations.Create, CreateAsync)
            {
                Required = ["/visitor/name", "/window/from", "/window/to"],
                Fields = CavVisitVisitCheck.Fields,
                Check = (context, request) => CavVisitVisitCheck.Create(CavVisitScope.Of(context), request),
                Search = SearchAsync,
            };
            var update = new Handler<VisitUpdate, Visit>(VisitOperations.Update, UpdateAsync)
            {
                Check = (context, request) => CavVisitVisitCheck.Update(CavVisitScope.Of(context), request),
            };
            var delete = new Handler<ItemRequest, Unit>(VisitOperations.Delete, DeleteAsync);
            return
            [
                new Handler<VisitQuery, Paging.Page<Visit>>(VisitOperations.List, reads.ListAsync),
                get,
                create,
                update,
                new Handler<VisitArrive, Visit>(VisitOperations.Arrive, ArriveAsync)
                {
                    Unavailable = context => context.Settings<CavVisitSettings>().CheckInByUpdate ? null : CavVisitVisitCheck.NoCheckIn,
                },
                new Handler<VisitEnd, Visit>(VisitOperations.End, EndAsync),
                delete,
                .. new VisitAccess(create, get, update, delete, WithMarkerAsync).Handlers,
            ];
        }
    }

    /// <summary>When a visit for an access is open: in whole minutes, never more than asked.</summary>
    public static AccessPlan PlanAccess(FacilityContext context, AccessSpec spec)
    {
        var dates = CavVisitScope.Of(context).Dates;
        return VisitAccess.Plan(
            spec, new AccessWindow(dates.Written(spec.Window.From, LocalEdge.Start), dates.Written(spec.Window.To, LocalEdge.End)));
    }

    /// <summary>Creates a visit with its marker.</summary>
    public async Task<Visit> CreateAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        var body = CavVisitVisitMapping.Create(scope, request.Draft, request.Marker, request.ArrivedAt);
        var rows = await client.WriteAsync(context, HttpMethod.Post, "Visits/CreateVisit", "Visit", body, cancellationToken);
        var visit = CavVisitVisitMapping.Read(scope, CavVisitAnswers.One(rows));
        return request.ArrivedAt is not null && visit.ArrivedAt is null ? visit with { StatusDetail = ArrivalNotRecorded } : visit;
    }

    /// <summary>Deletes a visit.</summary>
    public async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var parameter = context.Settings<CavVisitSettings>().DeleteVisitParameter;
        await client.DoAsync(
            context, HttpMethod.Delete, "Visits/DeleteVisit", parameter, CavVisitIds.Parse(request.Id, "visit"), cancellationToken);
        return default;
    }

    private async Task<Visit?> SearchAsync(FacilityContext context, VisitCreate request, string? baseline, CancellationToken cancellationToken) =>
        await WithMarkerAsync(context, request, cancellationToken) is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<Visit>> WithMarkerAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        var rows = await reads.AroundAsync(context, request.Draft.Window, cancellationToken);
        return [.. rows.Where(row => CavVisitVisitMapping.Marker(row, scope.Settings.MarkerField) == request.Marker)
            .Select(row => CavVisitVisitMapping.Read(scope, row))];
    }

    private async Task<Visit> UpdateAsync(FacilityContext context, VisitUpdate request, CancellationToken cancellationToken)
    {
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        return await WriteAsync(context, CavVisitVisitMapping.Update(CavVisitScope.Of(context), request.Draft, current.Raw!.Value), current, cancellationToken);
    }

    private async Task<Visit> ArriveAsync(FacilityContext context, VisitArrive request, CancellationToken cancellationToken)
    {
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        var body = CavVisitVisitMapping.Update(CavVisitScope.Of(context), VisitDraft.Of(current), current.Raw!.Value, checkedIn: request.At);
        var visit = await WriteAsync(context, body, current, cancellationToken);
        return visit.ArrivedAt is not null
            ? visit
            : throw new VendorException(new VendorError(
                VendorErrorKind.NotSupported, "This CavVisit installation ignores DateCheckedIn in UpdateVisit; switch the setting checkInByUpdate off.", ArrivalNotRecorded));
    }

    // An end never moves a window's end to a later time.
    private async Task<Visit> EndAsync(FacilityContext context, VisitEnd request, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        var current = await WithRawAsync(context, request.Current, cancellationToken);
        var to = current.Window?.To is { } end && end < request.At ? end : request.At;
        var draft = VisitDraft.Of(current) with { Window = new TimeWindow { From = current.Window?.From, To = to } };
        var leaves = scope.Settings.CheckOutByUpdate && current is { ArrivedAt: not null, DepartedAt: null };
        var body = CavVisitVisitMapping.Update(scope, draft, current.Raw!.Value, checkedOut: leaves ? request.At : null);
        return await WriteAsync(context, body, current, cancellationToken);
    }

    private async Task<Visit> WithRawAsync(FacilityContext context, Visit visit, CancellationToken cancellationToken) =>
        visit.Raw is null ? await reads.GetAsync(context, new ItemRequest(visit.Id), cancellationToken) : visit;

    private async Task<Visit> WriteAsync(FacilityContext context, WireBody body, Visit current, CancellationToken cancellationToken)
    {
        var rows = await client.WriteAsync(context, HttpMethod.Put, "Visits/UpdateVisit", "Visit", body, cancellationToken);
        return CavVisitVisitMapping.Read(CavVisitScope.Of(context), CavVisitAnswers.One(rows, current.Id));
    }
}
