using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.VisitGrants;

namespace Gatehouse.Visits;

/// <summary>How a visit is read, merged and checked.</summary>
internal sealed class VisitObject
{
    private readonly VendorCalls _calls;
    private readonly PeopleService _people;
    private readonly OrganizationService _organizations;
    private readonly VisitGrantFollower _grants;
    private readonly VisitSearch _search;

    public VisitObject(
        VendorCalls calls,
        PeopleService people,
        OrganizationService organizations,
        WriteNotes notes,
        VisitGrantFollower grants,
        VisitSearch search,
        TimeProvider time)
    {
        _calls = calls;
        _people = people;
        _organizations = organizations;
        _grants = grants;
        _search = search;
        Kind = new()
        {
            Noun = "visit",
            DraftType = GatehouseJson.Default.VisitDraft,
            Get = VisitOperations.Get,
            Create = VisitOperations.Create,
            Update = VisitOperations.Update,
            Delete = VisitOperations.Delete,
            IdOf = visit => visit.Id,
            DraftOf = VisitDraft.Of,
            KeyOf = draft => draft.Key,
            WithKey = (draft, key) => draft with { Key = key },
            WithRecord = WithRecord,
            WithNews = WithNewsAsync,
            Keep = (context, draft, visit, record) => KeepWindow(context, draft, visit, record) with { GrantId = draft.Grant?.Grant.Id ?? record.GrantId },
            CreateOnly = ["access"],
            Begin = grants.BeginAsync,
            Made = grants.MadeAsync,
            NewCreate = (draft, marker) => new VisitCreate(draft, marker, draft.Arrived == true ? time.GetUtcNow() : null),
            NewUpdate = (current, draft) => new VisitUpdate(current, draft),
            PrepareMerge = PrepareMerge,
            Complete = CompleteAsync,
            Written = notes.WrittenAsync,
            Removed = notes.VisitRemovedAsync,
        };
    }

    public ObjectKind<Visit, VisitDraft, VisitCreate, VisitUpdate> Kind { get; }

    /// <summary>Adds what the hub keeps of a visit.</summary>
    public static Visit WithRecord(Visit visit, ObjectRecord record) => visit with
    {
        Key = record.Key ?? visit.Key,
        CreatedAt = visit.CreatedAt ?? record.CreatedAt,
        EndReason = visit.EndReason ?? record.EndReason,
        GroupId = visit.GroupId ?? record.GroupId,
        GrantId = visit.GrantId ?? record.GrantId,
        PassSerial = record.PassSerial,
        Window = record.WindowEnd is { } end && visit.Window?.To is null
            ? new TimeWindow { From = visit.Window?.From ?? record.WindowStart, To = end }
            : visit.Window,
    };

    /// <summary>Keeps the window, for vendors that have no place for it or do not tell it again.</summary>
    public static ObjectRecord KeepWindow(FacilityContext context, VisitDraft draft, Visit visit, ObjectRecord record) => record with
    {
        WindowStart = (draft.Window?.From ?? visit.Window?.From) is { } start ? context.Zone.ToLocal(start) : null,
        WindowEnd = draft.Window?.To is { } end ? context.Zone.ToLocal(end) : null,
    };

    /// <summary>A complete draft for each member of a group.</summary>
    public async Task<IReadOnlyList<VisitDraft>> CompleteGroupAsync(
        FacilityContext context, VisitGroupDraft group, IReadOnlyList<string> required, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var common = group.Common ?? new VisitDraft();
        if (common.Visitor is not null)
            errors.Add(new FieldError("/common/visitor", "Belongs into /visitors."));
        if (common.Key is not null)
            errors.Add(new FieldError("/common/key", "A group has no key; send an Idempotency-Key to make the request safe to repeat."));
        if (common.Arrived is not null)
            errors.Add(new FieldError("/common/arrived", "A group cannot be created as arrived; create the visits, then call arrive."));
        if (common.Access is not null)
            errors.Add(new FieldError("/common/access", "A group carries no access; create the visits one by one, or POST to /api/v1/grants."));
        var visitors = group.Visitors ?? [];
        if (visitors.Count is 0 or > VisitGroupDraft.MostVisitors)
            errors.Add(new FieldError("/visitors", FormattableString.Invariant($"Must have 1 to {VisitGroupDraft.MostVisitors} members.")));

        var commonErrors = new List<FieldError>();
        common = await CompleteAsync(context, common with { Visitor = null, Access = null }, commonErrors, cancellationToken);
        var json = JsonSerializer.SerializeToElement(common, GatehouseJson.Default.VisitDraft);
        RequiredFields.Check(json, [.. required.Where(pointer => !IsVisitors(pointer))], commonErrors);
        errors.AddRange(commonErrors.Select(error => error with { Pointer = "/common" + error.Pointer }));

        var drafts = new List<VisitDraft>(visitors.Count);
        for (var i = 0; i < visitors.Count; i++)
        {
            var at = FormattableString.Invariant($"/visitors/{i}");
            var draft = common with { Visitor = visitors[i].WithNames() };
            Email.Check(draft.Visitor.Email, at + "/email", errors);
            json = JsonSerializer.SerializeToElement(draft, GatehouseJson.Default.VisitDraft);
            RequiredFields.Check(json.GetProperty("visitor"), [.. required.Where(IsVisitors).Select(pointer => pointer["/visitor".Length..])], errors, at);
            drafts.Add(draft);
        }

        return drafts;

        static bool IsVisitors(string pointer) => pointer.StartsWith("/visitor/", StringComparison.Ordinal);
    }

    private static void PrepareMerge(JsonObject target, JsonElement patch)
    {
        NameMerge.Prepare(target["visitor"] as JsonObject, patch.TryGetProperty("visitor", out var visitor) ? visitor : default);
        ReferenceMerge.Prepare(target, patch, "host", "organization", "escort");
    }

    private static void Check(VisitDraft draft, List<FieldError> errors)
    {
        if (draft.Window?.From is { } first && CalendarYears.Problem(first) is { } wrongFirst)
            errors.Add(new FieldError("/window/from", wrongFirst));
        if (draft.Window?.To is { } last && CalendarYears.Problem(last) is { } wrongLast)
            errors.Add(new FieldError("/window/to", wrongLast));
        else if (draft.Window is { From: { } from, To: { } to } && to <= from)
            errors.Add(new FieldError("/window/to", "Must be after /window/from."));
        if (draft.PartySize < 1)
            errors.Add(new FieldError("/partySize", "Must be at least 1."));
        Email.Check(draft.Visitor?.Email, "/visitor/email", errors);
        Email.Check(draft.Host?.Email, "/host/email", errors);
    }

    private async Task<VisitDraft> CompleteAsync(
        FacilityContext context, VisitDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        Check(draft, errors);
        if (draft.Arrived == true)
            RequireArrive(context);
        draft = draft with
        {
            Visitor = draft.Visitor?.WithNames(),
            Host = await _people.ResolveHostAsync(context, draft.Host, errors, cancellationToken),
            Organization = await _organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken),
        };
        return await _grants.PrepareAsync(draft, errors, cancellationToken);
    }

    // Doors tell of a facility's own visitors, and of those whom a grant lets in elsewhere. The grant that made a visit is shown with it.
    private async Task<Visit> WithNewsAsync(FacilityContext context, Visit visit, ObjectRecord? record, CancellationToken cancellationToken)
    {
        if (visit.GrantId is not null || _calls.Can(context, AccessEventOperations.List))
            visit = await _search.WithEntryAsync(visit, cancellationToken);
        return record?.MadeByGrant is { } grant && visit.GrantId is null ? visit with { GrantId = grant } : visit;
    }

    // A walk-in is a visit that is created and arrives: the facility must be able to do both.
    private void RequireArrive(FacilityContext context)
    {
        try
        {
            _calls.Require(context, VisitOperations.Arrive);
        }
        catch (HubException exception)
        {
            throw new HubException(exception.Kind, exception.Code, $"A walk-in needs visits.arrive. {exception.Message}");
        }
    }
}
