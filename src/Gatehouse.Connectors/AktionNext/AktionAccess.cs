using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Connectors.Access;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Access by a visit. Aktion cannot change one, so the hub makes a new one and then ends the old.</summary>
internal sealed class AktionAccess(AktionVisits visits, AktionVisitReads reads)
{
    private readonly Handler<VisitCreate, Visit> _create = visits.Create;

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, ApplyAsync)
        {
            Required = _create.Required,
            Unavailable = _create.Unavailable,
            Check = CheckApply,
            Search = SearchAsync,
        },
        new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, RevokeAsync) { Unavailable = visits.ReasonOfEnd },
        new Handler<AccessInspect, AccessInspection>(AccessOperations.Inspect, InspectAsync) { Unavailable = reads.ReasonOfGet },
    ];

    /// <summary>Plans a visit: without schedulePath it can be made only shortly before it begins.</summary>
    public static AccessPlan Plan(FacilityContext context, AccessSpec spec)
    {
        var settings = context.Settings<AktionSettings>();
        return VisitAccess.Plan(spec, spec.Window) with
        {
            NotBefore = settings.SchedulePath is null ? spec.Window.From - settings.ApplyLead : null,
        };
    }

    private static VisitCreate ToCreate(AccessApply request) => new(VisitAccess.Draft(new VisitDraft(), request.Spec), request.Marker);

    // The vendor keeps no end: the window is the hub's.
    private static AccessRecord Record(Visit visit, AccessWindow window) => new() { Id = visit.Id, Window = window, Credentials = visit.Credentials };

    private List<FieldError> CheckApply(FacilityContext context, AccessApply request)
    {
        var visit = ToCreate(request);
        var errors = _create.Check(context, visit).ToList();

        // What is too far ahead for a visit is held until it is not.
        if (request.Plan.NotBefore is not null)
            errors.RemoveAll(error => error.Pointer == "/window/from");
        RequiredFields.Check(JsonSerializer.SerializeToElement(visit.Draft, GatehouseJson.Default.VisitDraft), _create.Required, errors);
        return errors;
    }

    private async Task<AccessRecord> ApplyAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken) =>
        Record(await _create.InvokeAsync(context, ToCreate(request), cancellationToken), request.Plan.Window);

    private async Task<AccessRecord?> SearchAsync(FacilityContext context, AccessApply request, string? baseline, CancellationToken cancellationToken) =>
        await _create.Search!(context, ToCreate(request), baseline, cancellationToken) is { } visit ? Record(visit, request.Plan.Window) : null;

    // 1517 and 1540: it is gone. 1544 may have taken effect and comes again as 1545, which counts as done when the visit is seen to be over.
    private async Task<AccessRevocation> RevokeAsync(FacilityContext context, AccessRevoke request, CancellationToken cancellationToken)
    {
        var reason = request.Reason.Length > AktionModels.LongestReason ? request.Reason[..AktionModels.LongestReason] : request.Reason;
        try
        {
            await visits.EndAsync(context, request.Current.Id, reason, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // What is not there lets nobody in.
        }

        return AccessRevocation.Gone;
    }

    // A VisitId stands for one visit: there are no duplicates.
    private async Task<AccessInspection> InspectAsync(FacilityContext context, AccessInspect request, CancellationToken cancellationToken)
    {
        try
        {
            var id = request.Current?.Id ?? AktionIds.OfMarker(request.Marker);
            var visit = await reads.GetAsync(context, new ItemRequest(id), cancellationToken);
            var isOver = visit.Status is VisitStatus.Departed or VisitStatus.Denied;
            return new AccessInspection(isOver ? null : Record(visit, request.Current?.Window ?? request.Spec.Window), []) { IsOver = isOver };
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return new AccessInspection(null, []);
        }
    }
}
