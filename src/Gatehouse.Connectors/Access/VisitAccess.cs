using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Access;

/// <summary>Access at vendors where a visit is the access: it is made, changed and removed by the operations on visits.</summary>
/// <param name="create">Creates the visit.</param>
/// <param name="get">Reads it.</param>
/// <param name="update">Changes it.</param>
/// <param name="delete">Removes it.</param>
/// <param name="withMarker">Finds all visits of a create's marker; <see langword="null"/> where a visit has no place for one.</param>
internal sealed class VisitAccess(
    Handler<VisitCreate, Visit> create,
    Handler<ItemRequest, Visit> get,
    Handler<VisitUpdate, Visit> update,
    Handler<ItemRequest, Unit> delete,
    Func<FacilityContext, VisitCreate, CancellationToken, Task<IReadOnlyList<Visit>>>? withMarker)
{
    /// <summary>Leaves out of a visit what the vendor has no place for, and fills in what an access does not say.</summary>
    public Func<VisitDraft, VisitDraft> Fit { get; init; } = draft => draft;

    /// <summary>What <see cref="Fit"/> fills in of that which a visit must have.</summary>
    public IReadOnlyList<string> Filled { get; init; } = [];

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, ApplyAsync)
        {
            Required = [.. create.Required.Except(Filled)],
            Check = CheckApply,
            Search = create.Search is null ? null : SearchAsync,
            Baseline = create.Baseline is null ? null : BaselineAsync,
        },
        new Handler<AccessChange, AccessRecord>(AccessOperations.Change, ChangeAsync) { Check = CheckChange },
        new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, RevokeAsync),
        new Handler<AccessInspect, AccessInspection>(AccessOperations.Inspect, InspectAsync),
    ];

    /// <summary>What a visit must have to give an access. A visit names no access points and no roles.</summary>
    public static AccessPlan Plan(AccessSpec spec, AccessWindow written)
    {
        var problems = new List<AccessProblem>();
        if (spec.AccessPoints.Count > 0)
            problems.Add(new AccessProblem("access_points_unsupported", "/accessPoints", "This system opens what belongs to the host, not single access points; name a host or an organization."));
        if (spec.Roles.Count > 0)
            problems.Add(new AccessProblem("roles_unsupported", "/roles", "This system has no roles; name a host or an organization."));
        if (written.To <= written.From)
            problems.Add(new AccessProblem("window_too_fine", "/window", "This system keeps coarser times, and nothing is left of this window; make it longer."));
        return new AccessPlan { Window = written, Problems = problems };
    }

    /// <summary>The visit that stands for an access.</summary>
    public static VisitDraft Draft(VisitDraft visit, AccessSpec spec) => visit with
    {
        Visitor = new Visitor
        {
            FirstName = spec.Subject.FirstName,
            LastName = spec.Subject.LastName,
            Name = spec.Subject.Name,
            Company = spec.Subject.Company,
            Email = spec.Subject.Email,
            Phone = spec.Subject.Phone,
            Mobile = spec.Subject.Mobile,
        }.WithNames(),
        Host = spec.Host is { } host ? new HostReference { Id = host } : null,
        Organization = spec.Organization is { } organization ? new NamedReference { Id = organization } : null,
        Purpose = spec.Purpose,
        Window = new TimeWindow { From = spec.Window.From, To = spec.Window.To },
        Fields = spec.Fields.Count == 0 ? visit.Fields : spec.Fields,
    };

    private VisitCreate ToCreate(AccessSpec spec, string marker) => new(Fit(Draft(new VisitDraft(), spec)), marker);

    private static AccessRecord Record(Visit visit, AccessWindow planned) => new()
    {
        Id = visit.Id,
        Window = new AccessWindow(visit.Window?.From ?? planned.From, visit.Window?.To ?? planned.To),
        Credentials = visit.Credentials,
    };

    private List<FieldError> CheckApply(FacilityContext context, AccessApply request)
    {
        var visit = ToCreate(request.Spec, request.Marker);
        var errors = create.Check(context, visit).ToList();
        RequiredFields.Check(JsonSerializer.SerializeToElement(visit.Draft, GatehouseJson.Default.VisitDraft), create.Required, errors);
        return errors;
    }

    private List<FieldError> CheckChange(FacilityContext context, AccessChange request) =>
        CheckApply(context, new AccessApply(request.Spec, request.Plan, request.Marker, request.Others));

    private async Task<AccessRecord> ApplyAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken) =>
        Record(await create.InvokeAsync(context, ToCreate(request.Spec, request.Marker), cancellationToken), request.Plan.Window);

    private async Task<AccessRecord?> SearchAsync(FacilityContext context, AccessApply request, string? baseline, CancellationToken cancellationToken) =>
        await create.Search!(context, ToCreate(request.Spec, request.Marker), baseline, cancellationToken) is { } visit
            ? Record(visit, request.Plan.Window)
            : null;

    private Task<string> BaselineAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken) =>
        create.Baseline!(context, ToCreate(request.Spec, request.Marker), cancellationToken);

    private async Task<AccessRecord> ChangeAsync(FacilityContext context, AccessChange request, CancellationToken cancellationToken)
    {
        var visit = await get.InvokeAsync(context, new ItemRequest(request.Current.Id), cancellationToken);
        var changed = await update.InvokeAsync(context, new VisitUpdate(visit, Fit(Draft(VisitDraft.Of(visit), request.Spec))), cancellationToken);
        return Record(changed, request.Plan.Window);
    }

    private async Task<AccessRevocation> RevokeAsync(FacilityContext context, AccessRevoke request, CancellationToken cancellationToken)
    {
        try
        {
            await delete.InvokeAsync(context, new ItemRequest(request.Current.Id), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // It is gone already, which is what was wanted.
        }

        return AccessRevocation.Gone;
    }

    private async Task<AccessInspection> InspectAsync(FacilityContext context, AccessInspect request, CancellationToken cancellationToken)
    {
        if (withMarker is null)
            return Inspected(request, await InspectOneAsync(context, request, cancellationToken) is { } one ? [one] : []);

        var found = (await withMarker(context, ToCreate(request.Spec, request.Marker), cancellationToken)).ToList();
        if (request.Current is { } current && found.TrueForAll(visit => visit.Id != current.Id))
        {
            // A marker that somebody wrote over does not make the visit another.
            if (await FindAsync(context, current.Id, cancellationToken) is { } visit)
                found.Insert(0, visit);
        }

        return Inspected(request, found);
    }

    // A visit whose visitor has left keeps the end that it came to.
    private static AccessInspection Inspected(AccessInspect request, IEnumerable<Visit> found)
    {
        var planned = request.Current?.Window ?? request.Spec.Window;
        var visits = found.OrderByDescending(visit => visit.Id == request.Current?.Id).ToList();
        var first = visits is [var one, ..] ? one : null;
        return new AccessInspection(
            first is null ? null : Record(first, planned), [.. visits.Skip(1).Select(visit => Record(visit, planned))])
        {
            IsOver = first?.Status is VisitStatus.Departed or VisitStatus.Denied or VisitStatus.Cancelled,
        };
    }

    // Without a marker what looks like the visit may be somebody else's: it is no duplicate.
    private async Task<Visit?> InspectOneAsync(FacilityContext context, AccessInspect request, CancellationToken cancellationToken)
    {
        return request.Current is { } current
            ? await FindAsync(context, current.Id, cancellationToken)
            : await create.Search!(context, ToCreate(request.Spec, request.Marker), null, cancellationToken);
    }

    private async Task<Visit?> FindAsync(FacilityContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await get.InvokeAsync(context, new ItemRequest(id), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
    }
}
