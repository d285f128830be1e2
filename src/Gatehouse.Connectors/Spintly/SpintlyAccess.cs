using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Connectors.Access;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Access by meetings. What Spintly holds cannot be read, so nothing inspects it.</summary>
internal sealed class SpintlyAccess(SpintlyMeetings meetings, SpintlyVisits visits, VisitRecords records)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, ApplyAsync)
        {
            Required = ["/accessPoints"],
            Check = (context, request) => Check(context, request.Spec),
            Undo = (context, request, cancellationToken) => visits.UndoAsync(context, [request.Marker], cancellationToken),
        },
        new Handler<AccessChange, AccessRecord>(AccessOperations.Change, ChangeAsync) { Check = (context, request) => Check(context, request.Spec) },
        new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, RevokeAsync),
    ];

    /// <summary>What a meeting must have: access points, and a second of time.</summary>
    public static AccessPlan Plan(FacilityContext context, AccessSpec spec)
    {
        var window = SpintlyWindow.Of(spec.Window);
        var problems = new List<AccessProblem>();
        if (spec.AccessPoints.Count == 0)
            problems.Add(new AccessProblem("access_points_required", "/accessPoints", "Spintly opens single access points; name at least one."));
        if (spec.AccessPoints.FirstOrDefault(id => !SpintlyIds.TryParseDoor(id, out _)) is { } wrong)
            problems.Add(new AccessProblem("access_point_unknown", "/accessPoints", $"'{wrong}' is no access point of Spintly: their ids are whole numbers."));
        if (spec.Roles.Count > 0)
            problems.Add(new AccessProblem("roles_unsupported", "/roles", "Spintly's visitors have no roles; name access points."));
        if (window.IsEmpty)
            problems.Add(new AccessProblem("window_too_fine", "/window", "Spintly keeps whole seconds, and nothing is left of this window; make it longer."));
        return new AccessPlan { Window = window.ToAccess(context), Problems = problems };
    }

    private static IEnumerable<FieldError> Check(FacilityContext context, AccessSpec spec) =>
        Plan(context, spec).Problems.Select(problem => new FieldError(problem.Pointer, problem.Message));

    private static VisitDraft Draft(VisitDraft visit, AccessSpec spec)
    {
        var draft = VisitAccess.Draft(visit, spec);
        return draft with
        {
            Fields = new Dictionary<string, JsonElement>(draft.Fields, StringComparer.Ordinal)
            {
                [SpintlyFields.AccessPoints] = SpintlyFields.Of(spec.AccessPoints),
            },
        };
    }

    private static AccessRecord Record(Visit visit, AccessSpec spec, AccessRecord? current = null)
    {
        var ids = new Dictionary<string, string>(current?.VendorIds ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (SpintlyFields.UserOf(visit) is { } user)
            ids[SpintlyFields.UserId] = user;
        if (visit.Fields.TryGetValue(SpintlyFields.VisitorId, out var visitor) && visitor.GetString() is { } visitorId)
            ids[SpintlyFields.VisitorId] = visitorId;
        return new AccessRecord
        {
            Id = visit.Id,
            VendorIds = ids,
            Window = new AccessWindow(visit.Window!.From!.Value, visit.Window.To!.Value),
            AccessPoints = spec.AccessPoints,
            Credentials = visit.Credentials,
        };
    }

    private async Task<AccessRecord> ApplyAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken) =>
        Record(await visits.CreateAsync(context, new VisitCreate(Draft(new VisitDraft(), request.Spec), request.Marker), cancellationToken), request.Spec);

    private async Task<AccessRecord> ChangeAsync(FacilityContext context, AccessChange request, CancellationToken cancellationToken)
    {
        // The record may know of more than the grant does: a change whose second half failed.
        var visit = await records.GetAsync(context.Facility.Id, request.Current.Id, cancellationToken) ?? Lost(context, request.Current);
        var changed = await visits.ChangeAsync(context, visit, Draft(VisitDraft.Of(visit), request.Spec), cancellationToken);
        return Record(changed, request.Spec, request.Current);
    }

    private async Task<AccessRevocation> RevokeAsync(FacilityContext context, AccessRevoke request, CancellationToken cancellationToken)
    {
        await meetings.DeleteAsync(context, request.Current.Id, cancellationToken);
        await records.DeleteAsync(context.Facility.Id, request.Current.Id, CancellationToken.None);
        return AccessRevocation.Gone;
    }

    private static Visit Lost(FacilityContext context, AccessRecord current) => new()
    {
        Id = current.Id,
        Facility = context.Facility.Id,
        Status = VisitStatus.Expected,
        Visitor = new Visitor(),
        Window = SpintlyWindow.Of(current.Window).ToVisit(context),
        Credentials = current.Credentials,
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [SpintlyFields.AccessPoints] = SpintlyFields.Of(current.AccessPoints) },
    };
}
