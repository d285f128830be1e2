using System.Text.Json.Nodes;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Creates and ends visits.</summary>
internal sealed class AktionVisits(
    AktionClient client, AktionVisitReads reads, AktionCredentials credentials, AktionLicences licences, TimeProvider time)
{
    private const string CreatePath = "visit/create";
    private const string EndPath = "visit/end";

    public IReadOnlyList<Handler> Handlers => [Create, End];

    /// <summary>Creates a visit: by visit/create, or by the configured call that plans one.</summary>
    public Handler<VisitCreate, Visit> Create => new(VisitOperations.Create, CreateAsync)
    {
        Required = ["/visitor/name", "/window/from"],
        Unavailable = context => licences.Reason(context, context.Settings<AktionSettings>().SchedulePath ?? CreatePath),
        Check = (context, request) => AktionVisitBody.Check(AktionScope.Of(context), request, time.GetUtcNow()),
        Search = SearchAsync,
    };

    /// <summary>Why a visit cannot be ended at this facility; <see langword="null"/> when it can.</summary>
    public string? ReasonOfEnd(FacilityContext context) => licences.Reason(context, EndPath);

    /// <summary>
    /// Ends a visit. One that is over already counts as ended, where the facility can read it: the vendor calls that a conflict (1545).
    /// </summary>
    /// <returns>The visit as the vendor answers it.</returns>
    public async Task<Visit> EndAsync(FacilityContext context, string id, string? reason, CancellationToken cancellationToken)
    {
        var settings = context.Settings<AktionSettings>();
        var body = new JsonObject
        {
            ["VisitId"] = AktionIds.Parse(id),
            ["Reason"] = string.IsNullOrWhiteSpace(reason) ? settings.EndReason : reason,
        };
        try
        {
            return AktionVisitMapping.Read(AktionScope.Of(context), await client.PostAsync(context, EndPath, body, cancellationToken));
        }
        catch (VendorException exception) when (exception.Error.Code == AktionErrors.CannotBeEnded && settings.GetPath is not null)
        {
            var visit = await reads.StateAsync(context, AktionIds.Parse(id), cancellationToken);
            if (visit.Status is VisitStatus.Departed or VisitStatus.Denied)
                return visit;
            throw;
        }
    }

    private Handler<VisitEnd, Visit> End => new(VisitOperations.End, EndAsync)
    {
        Unavailable = ReasonOfEnd,
        Check = (_, request) => request.Reason?.Length > AktionModels.LongestReason
            ? [new FieldError("/reason", "Must have at most 4000 characters.")]
            : [],
    };

    private async Task<Visit> EndAsync(FacilityContext context, VisitEnd request, CancellationToken cancellationToken)
    {
        var ended = await EndAsync(context, request.Current.Id, request.Reason, cancellationToken);
        return ended with { Window = ended.Window ?? request.Current.Window };
    }

    private async Task<Visit> CreateAsync(FacilityContext context, VisitCreate request, CancellationToken cancellationToken)
    {
        var scope = AktionScope.Of(context);
        var id = AktionIds.OfMarker(request.Marker);
        var planned = scope.Settings.SchedulePath;
        var body = AktionVisitBody.Write(scope, request.Draft, id, planned is not null);
        try
        {
            await client.PostAsync(context, planned ?? CreatePath, body, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // What is not found is whom or what the visit names: a visit that is not there yet cannot be missed.
            throw new VendorException(exception.Error with { Kind = VendorErrorKind.Invalid }, exception);
        }

        try
        {
            return await MadeAsync(context, request.Draft, id, cancellationToken);
        }
        catch (VendorException exception)
        {
            // The visit is there whatever became of reading it.
            throw new VendorException(exception.Error with { EffectUnknown = true }, exception);
        }
    }

    private async Task<Visit?> SearchAsync(FacilityContext context, VisitCreate request, string? baseline, CancellationToken cancellationToken)
    {
        var id = AktionIds.OfMarker(request.Marker);
        try
        {
            // Where a path tells whether the visit is there, its codes need not be seen.
            return context.Settings<AktionSettings>().GetPath is not null
                ? await MadeAsync(context, request.Draft, id, cancellationToken)
                : await FoundAsync(context, request.Draft, id, await credentials.OfVisitAsync(context, id, cancellationToken), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<Visit> MadeAsync(FacilityContext context, VisitDraft draft, string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<Credential> codes;
        try
        {
            codes = await credentials.OfVisitAsync(context, id, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind is VendorErrorKind.Forbidden or VendorErrorKind.NotSupported)
        {
            // A user without the right to see codes can still make visits.
            codes = [];
        }

        return await FoundAsync(context, draft, id, codes, cancellationToken);
    }

    // The vendor tells neither the end of a visit nor, where no path is set, anything but its codes.
    private async Task<Visit> FoundAsync(
        FacilityContext context, VisitDraft draft, string id, IReadOnlyList<Credential> codes, CancellationToken cancellationToken)
    {
        var settings = context.Settings<AktionSettings>();
        var visit = settings.GetPath is not null
            ? await reads.StateAsync(context, id, cancellationToken)
            : new Visit
            {
                Id = id,
                Facility = context.Facility.Id,
                Status = VisitStatus.Expected,
                Type = draft.Type ?? settings.VisitType,
                Visitor = draft.Visitor!,
                Vehicle = draft.Vehicle,
                Trailer = draft.Trailer,
                Host = draft.Host,
                Organization = draft.Organization,
                Escort = draft.Escort,
                Purpose = draft.Purpose,
                Fields = draft.Fields,
            };
        return visit with { Window = draft.Window ?? visit.Window, Credentials = codes };
    }
}
