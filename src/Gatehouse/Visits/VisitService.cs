using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Security;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.VisitGrants;

namespace Gatehouse.Visits;

/// <summary>What callers can do with a facility's visits.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
public sealed class VisitService : ObjectService<Visit, VisitDraft, VisitCreate, VisitUpdate>
{
    private readonly PeopleService _people;
    private readonly OrganizationService _organizations;
    private readonly VisitSearch _search;
    private readonly WriteNotes _notes;
    private readonly VisitGrantFollower _grants;
    private readonly VisitObject _visit;

    /// <summary>Takes what it works with.</summary>
    public VisitService(
        FacilityDirectory facilities,
        VendorCalls calls,
        PeopleService people,
        OrganizationService organizations,
        ObjectIndexes indexes,
        VisitSearch search,
        WriteNotes notes,
        VisitGrantFollower grants,
        Fingerprints fingerprints,
        TimeProvider time)
        : base(facilities, calls, indexes.Visits, fingerprints, time)
    {
        _search = search;
        _notes = notes;
        _grants = grants;
        _people = people;
        _organizations = organizations;
        _visit = new VisitObject(calls, people, organizations, notes, grants, search, time);
    }

    /// <summary>Lists visits as the vendor has them.</summary>
    public Task<Page<Visit>> ListAsync(string facility, VisitQuery query, CancellationToken cancellationToken) =>
        ListAsync(facility, query, live: true, cancellationToken);

    /// <summary>
    /// Lists visits from the snapshot, for lists over many facilities; from the vendor where there is none yet, or where it does not have what is asked for.
    /// </summary>
    public Task<Page<Visit>> SearchAsync(string facility, VisitQuery query, CancellationToken cancellationToken) =>
        ListAsync(facility, query, live: false, cancellationToken);

    private async Task<Page<Visit>> ListAsync(string facility, VisitQuery query, bool live, CancellationToken cancellationToken)
    {
        if (query is { From: { } from, To: { } to } && to <= from)
            throw new InvalidInputException("to", "Must be after from.");

        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, VisitOperations.List);
        if (query.Host is { } host)
            query = query with { Host = await _people.ResolveAddressAsync(context, host, cancellationToken) };
        if (query.Organization is { } organization)
            query = query with { Organization = await _organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        var page = !live && await _search.CanAsync(facility, query, cancellationToken)
            ? await _search.ListAsync(facility, query, cancellationToken)
            : await Calls.CallAsync(context, VisitOperations.List, WithExpected(query), cancellationToken);
        page = await Objects.WithRecordsAsync(context, page, cancellationToken);
        return query.Status is { } status ? page with { Items = [.. page.Items.Where(visit => visit.Status == status)] } : page;
    }

    // Who arrived by a door may still be expected as far as the vendor knows.
    private static VisitQuery WithExpected(VisitQuery query) => query.Status == VisitStatus.Arrived ? query with { Status = null } : query;

    /// <inheritdoc/>
    public override async Task<Visit?> FindSeenAsync(string facility, string address, CancellationToken cancellationToken) =>
        await Objects.KnownIdAsync(facility, address, cancellationToken) is { } id ? await _search.FindAsync(facility, id, cancellationToken) : null;

    /// <summary>Reads a visit by the vendor's id from the snapshot, or from the vendor where it is not in there.</summary>
    internal async Task<Visit> GetKnownAsync(string facility, string id, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        return await _search.FindAsync(facility, id, cancellationToken) is { } known
            ? await Objects.WithRecordAsync(context, known, cancellationToken)
            : await Objects.GetAsync(context, id, cancellationToken);
    }

    /// <summary>Creates a visit for each member of a group, all or those that the vendor takes, and tells which.</summary>
    /// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}.CreateAsync" path="/param"/>
    public async Task<VisitGroup> CreateGroupAsync(
        string facility, Input<VisitGroupDraft> input, string? operationId, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        var handler = Calls.Require(context, VisitOperations.CreateGroup);
        var errors = input.Errors.ToList();
        var drafts = await _visit.CompleteGroupAsync(context, input.Value, handler.Required, errors, cancellationToken);
        operationId ??= ObjectAddress.NewOperationId();
        var request = new VisitGroupCreate(drafts, operationId);
        errors.AddRange(handler.Check(context, request));
        InvalidInputException.ThrowIfAny(errors);

        var members = await Calls.CreateAsync(
            context, VisitOperations.CreateGroup, operationId, request,
            made => string.Join(' ', made.Select(member => member.Visit?.Id ?? "-")),
            ids => LoadGroupAsync(context, ids),
            cancellationToken);
        var record = new ObjectRecord { CreatedAt = Time.GetUtcNow(), GroupId = operationId };
        var records = new Dictionary<string, ObjectRecord>(StringComparer.Ordinal);
        foreach (var (visit, draft) in members.Zip(drafts, (member, draft) => (member.Visit, draft)))
        {
            if (visit is null || !records.TryAdd(visit.Id, VisitObject.KeepWindow(context, draft, visit, record)))
                continue;
            await Index.RecordAsync(facility, visit.Id, records[visit.Id], null, CancellationToken.None);
            await _notes.WrittenAsync(context, _visit.Kind.WithRecord(visit, records[visit.Id]));
        }

        return new VisitGroup(
            operationId,
            [.. members.Select((member, index) => new VisitGroupOutcome(
                index, member.Visit is not null, member.Visit is { } visit ? _visit.Kind.WithRecord(visit, records[visit.Id]) : null, member.Error))]);
    }

    /// <summary>Changes a visit by a JSON merge patch, and the window of its grant with it.</summary>
    public override async Task<Visit> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        var wrong = new List<FieldError>();
        if (patch.ValueKind == JsonValueKind.Object && patch.TryGetProperty("arrived", out _))
            wrong.Add(new FieldError("/arrived", "Is for creation only; POST to the visit's /arrive."));
        if (patch.ValueKind == JsonValueKind.Object && patch.TryGetProperty("access", out _))
            wrong.Add(new FieldError("/access", "Is for creation only; PATCH the grant that the visit's grantId names."));
        if (wrong.Count > 0 || EdgesOf(patch) is not { } edges)
            return await Objects.PatchAsync(context, address, patch, wrong, cancellationToken);

        var id = await Objects.ResolveAsync(context, address, cancellationToken);
        var follow = await _grants.ChangeAsync(context, id, edges, cancellationToken);
        return await _grants.FollowAsync(context, follow, () => Objects.PatchAsync(context, id, patch, [], cancellationToken));
    }

    /// <summary>Records that the visitor came.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="at">When; now when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Visit> ArriveAsync(string facility, string address, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        CheckAt(at);
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, VisitOperations.Arrive);
        var current = await Objects.LoadAsync(context, await Objects.ResolveAsync(context, address, cancellationToken), cancellationToken);
        var visit = await Calls.CallAsync(
            context, VisitOperations.Arrive, new VisitArrive(current, at ?? Time.GetUtcNow()), cancellationToken);
        return await NotedAsync(context, visit, cancellationToken);
    }

    /// <summary>Ends a visit: the visitor left, or what is left of the window is given up.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="reason">Why; kept by the hub where the vendor has no place for it.</param>
    /// <param name="at">When; now when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Visit> EndAsync(string facility, string address, string? reason, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        CheckAt(at);
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, VisitOperations.End);
        var id = await Objects.ResolveAsync(context, address, cancellationToken);
        var current = await CurrentAsync(context, id, cancellationToken);
        var follow = at > Time.GetUtcNow()
            ? await _grants.ChangeAsync(context, id, new TimeWindow { To = at }, cancellationToken)
            : await _grants.EndAsync(context, id, reason ?? "Its visit was ended.", cancellationToken);
        var visit = await _grants.FollowAsync(context, follow, () => Calls.CallAsync(
            context, VisitOperations.End, new VisitEnd(current, at ?? Time.GetUtcNow(), reason), cancellationToken));
        if (reason is not null)
            await Index.ChangeAsync(facility, id, known => known with { EndReason = reason }, cancellationToken);

        return await NotedAsync(context, visit, cancellationToken);
    }

    /// <summary>Deletes a visit.</summary>
    public async Task DeleteAsync(string facility, string address, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        var id = await Objects.KnownIdAsync(facility, address, cancellationToken);
        var follow = id is null ? null : await _grants.EndAsync(context, id, "Its visit was deleted.", cancellationToken);
        await _grants.FollowAsync(context, follow, async () =>
        {
            await Objects.DeleteAsync(context, address, null, cancellationToken);
            return default(Unit);
        });
    }

    private protected override ObjectKind<Visit, VisitDraft, VisitCreate, VisitUpdate> Kind() => _visit.Kind;

    // A facility that cannot read visits can still end them: the vendor needs the id alone.
    private async Task<Visit> CurrentAsync(FacilityContext context, string id, CancellationToken cancellationToken) =>
        Calls.Can(context, VisitOperations.Get)
            ? await Objects.LoadAsync(context, id, cancellationToken)
            : await _search.FindAsync(context.Facility.Id, id, cancellationToken)
                ?? new Visit { Id = id, Facility = context.Facility.Id, Visitor = new Visitor() };

    private async Task<Visit> NotedAsync(FacilityContext context, Visit visit, CancellationToken cancellationToken)
    {
        var known = await Objects.WithRecordAsync(context, visit, cancellationToken);
        await _notes.WrittenAsync(context, known);
        return known;
    }

    // What cannot be read as a time is told with the rest of the patch.
    private static TimeWindow? EdgesOf(JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object || !patch.TryGetProperty("window", out var window) || window.ValueKind != JsonValueKind.Object)
            return null;

        return new TimeWindow { From = Edge("from"), To = Edge("to") };

        DateTimeOffset? Edge(string name) =>
            window.TryGetProperty(name, out var edge) && edge.ValueKind == JsonValueKind.String && edge.TryGetDateTimeOffset(out var at) ? at : null;
    }

    private static void CheckAt(DateTimeOffset? at)
    {
        if (at is { } time && CalendarYears.Problem(time) is { } problem)
            throw new InvalidInputException("/at", problem);
    }

    private async Task<IReadOnlyList<VisitGroupMember>> LoadGroupAsync(FacilityContext context, string ids)
    {
        var members = new List<VisitGroupMember>();
        var loaded = new Dictionary<string, Visit>(StringComparer.Ordinal);
        foreach (var id in ids.Split(' '))
        {
            if (id == "-")
            {
                members.Add(new VisitGroupMember(null, new VendorError(VendorErrorKind.Invalid, "The vendor refused this visit at the first try.", "refused")));
                continue;
            }

            // A vendor may make one visit of several members.
            if (!loaded.TryGetValue(id, out var visit))
                loaded.Add(id, visit = await Objects.LoadAsync(context, id, CancellationToken.None));
            members.Add(new VisitGroupMember(visit));
        }

        return members;
    }
}
