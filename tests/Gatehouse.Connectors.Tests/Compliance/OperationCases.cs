using Gatehouse.Access;
using Gatehouse.AccessEvents;
using Gatehouse.Credentials;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>How to call each operation of the catalogue. An operation that is added to the catalogue needs a line here.</summary>
internal static class OperationCases
{
    public const int GroupMembers = 3;

    private static readonly PageRequest Most = new(PageRequest.MaximumLimit);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OperationCase> All { get; } =
    [
        Call(FacilityOperations.Test, _ => default(Unit)),
        .. OfSubject(Subjects.Visits, Call(VisitOperations.List, _ => new VisitQuery(Most))),
        Create(
            VisitOperations.CreateGroup, Group, visits => string.Join(' ', visits.Select(member => member.Visit?.Id)), LoadGroupAsync, GroupMembers),
        new CallCase<VisitArrive, Visit>(
            VisitOperations.Arrive, async hub => new VisitArrive(await hub.ExistingAsync(Subjects.Visits), hub.Clock.GetUtcNow())),
        new CallCase<VisitEnd, Visit>(
            VisitOperations.End, async hub => new VisitEnd(await hub.ExistingAsync(Subjects.Visits), hub.Clock.GetUtcNow(), Texts.Reason)),
        .. OfSubject(Subjects.People, Call(PeopleOperations.List, _ => new PersonQuery(Most))),
        new CallCase<PersonFind, Person>(PeopleOperations.Find, async hub => hub.Vendor.Find(await hub.ExistingAsync(Subjects.People))),
        Item(PeopleOperations.Activate, PersonIdAsync),
        Item(PeopleOperations.Deactivate, PersonIdAsync),
        new CallCase<PersonAssociate, Person>(PeopleOperations.Associate, hub => hub.Vendor.AssociateAsync(hub)),
        Call(PeopleOperations.NeedingAccess, _ => new NeedingAccessQuery(Most)),
        .. OfSubject(Subjects.Organizations, Call(OrganizationOperations.List, _ => new OrganizationQuery(Most))),
        .. OfSubject(Subjects.Sites, Call(SiteOperations.List, _ => new PlaceQuery(Most))),
        .. OfSubject(Subjects.AccessPoints, Call(AccessPointOperations.List, _ => new PlaceQuery(Most))),
        Call(RoleOperations.List, _ => new PlaceQuery(Most)),
        Item(RoleOperations.Get, async hub => (await hub.CallAsync(RoleOperations.List, new PlaceQuery(Most))).Items[0].Id),
        new CallCase<CredentialQuery, IReadOnlyList<Credential>>(CredentialOperations.List, hub => hub.Vendor.CredentialsAsync(hub)),
        Create(
            CredentialOperations.Issue, (hub, marker) => hub.Vendor.IssueAsync(hub, marker), credential => credential.Value ?? "none",
            (_, _, _) => throw new NotSupportedException("A credential cannot be read again."), 1),
        Item(CredentialOperations.Refresh, hub => hub.Vendor.RefreshedAsync(hub)),
        Call(AccessOperations.Person, hub => hub.Vendor.Access(Texts.Unique()).Subject),
        Create(AccessOperations.Apply, ApplyAsync, record => record.Id, LoadAccessAsync, 1),
        new CallCase<AccessChange, AccessRecord>(AccessOperations.Change, ChangeAsync),
        new CallCase<AccessRevoke, AccessRevocation>(
            AccessOperations.Revoke, async hub => new AccessRevoke((await AppliedAsync(hub)).Record, Texts.Reason, [])),
        new CallCase<AccessInspect, AccessInspection>(AccessOperations.Inspect, InspectAsync),
        new CallCase<AccessEventQuery, Page<AccessEvent>>(AccessEventOperations.List, PassagesAsync),
    ];

    /// <summary>The request for an access as the hub makes it: planned, at the time that the plan allows.</summary>
    public static async Task<AccessApply> ApplyAsync(ComplianceHub hub, string marker)
    {
        var spec = hub.Vendor.Access(Texts.Unique());
        var plan = await PlanAsync(hub, spec);
        if (plan.NotBefore is { } earliest && earliest > hub.Clock.GetUtcNow())
            hub.Clock.Advance(earliest - hub.Clock.GetUtcNow());
        return new AccessApply(spec, plan, marker, []);
    }

    /// <summary>What the connector plans; without problems.</summary>
    public static async Task<AccessPlan> PlanAsync(ComplianceHub hub, AccessSpec spec)
    {
        var plan = hub.Connector.Access.ShouldNotBeNull("A connector with access.apply has access rules.").Plan(await hub.ContextAsync(), spec);
        plan.Problems.ShouldBeEmpty();
        return plan;
    }

    /// <summary>An access that was applied.</summary>
    public static async Task<(AccessApply Request, AccessRecord Record)> AppliedAsync(ComplianceHub hub)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var request = await ApplyAsync(hub, id);
        var record = await hub.Calls.CreateAsync(
            await hub.ContextAsync(), AccessOperations.Apply, id, request, made => made.Id, made => LoadAccessAsync(hub, request, made), CancellationToken.None);
        return (request, record);
    }

    private static IEnumerable<OperationCase> OfSubject<TItem, TDraft, TCreate, TUpdate>(
        Subject<TItem, TDraft, TCreate, TUpdate> subject, OperationCase list)
        where TItem : class
    {
        yield return list;
        yield return Item(subject.Get, IdAsync);
        yield return Create(
            subject.Create, (hub, marker) => Task.FromResult(subject.NewCreate(subject.Draft(hub.Vendor, Texts.Unique()), marker)), subject.IdOf,
            (hub, _, id) => hub.CallAsync(subject.Get, new ItemRequest(id)), 1);
        yield return new CallCase<TUpdate, TItem>(subject.Update, async hub =>
        {
            var current = await hub.ExistingAsync(subject);
            return subject.NewUpdate(current, subject.DraftOf(current));
        });
        if (subject.Delete is not null)
            yield return Item(subject.Delete, IdAsync);

        async Task<string> IdAsync(ComplianceHub hub) => subject.IdOf(await hub.ExistingAsync(subject));
    }

    private static CallCase<TRequest, TResult> Call<TRequest, TResult>(
        Operation<TRequest, TResult> operation, Func<ComplianceHub, TRequest> request) =>
        new(operation, hub => Task.FromResult(request(hub)));

    private static CallCase<ItemRequest, TResult> Item<TResult>(Operation<ItemRequest, TResult> operation, Func<ComplianceHub, Task<string>> idOf) =>
        new(operation, async hub => new ItemRequest(await idOf(hub), hub.Vendor.Confirm(operation)))
        {
            CallMissing = (hub, id) => hub.CallAsync(operation, new ItemRequest(id, hub.Vendor.Confirm(operation))),
        };

    private static CreateCase<TRequest, TResult> Create<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        Func<ComplianceHub, string, Task<TRequest>> request,
        Func<TResult, string> idOf,
        Func<ComplianceHub, TRequest, string, Task<TResult>> load,
        int makes)
        where TResult : class => new(operation, request, idOf, load) { Makes = makes };

    private static async Task<string> PersonIdAsync(ComplianceHub hub) => (await hub.ExistingAsync(Subjects.People)).Id;

    private static Task<VisitGroupCreate> Group(ComplianceHub hub, string marker)
    {
        var draft = Subjects.Visits.Draft(hub.Vendor, Texts.Unique());
        return Task.FromResult(new VisitGroupCreate(
            [.. Enumerable.Range(0, GroupMembers).Select(index => draft with { Visitor = Named(draft.Visitor!, index) })], marker));

        static Visitor Named(Visitor visitor, int index) =>
            (visitor with { FirstName = null, LastName = null, Name = $"{visitor.Name} {index}" }).WithNames();
    }

    private static async Task<IReadOnlyList<VisitGroupMember>> LoadGroupAsync(ComplianceHub hub, VisitGroupCreate request, string ids)
    {
        var members = new List<VisitGroupMember>();
        foreach (var id in ids.Split(' '))
            members.Add(new VisitGroupMember(await hub.CallAsync(VisitOperations.Get, new ItemRequest(id))));
        return members;
    }

    private static async Task<AccessRecord> LoadAccessAsync(ComplianceHub hub, AccessApply request, string id) =>
        (await hub.CallAsync(
            AccessOperations.Inspect,
            new AccessInspect(
                hub.Vendor.FindsByMarker ? null : new AccessRecord { Id = id, Window = request.Plan.Window }, request.Marker, request.Spec))).Found.ShouldNotBeNull();

    private static async Task<AccessChange> ChangeAsync(ComplianceHub hub)
    {
        var (request, record) = await AppliedAsync(hub);
        var spec = hub.Vendor.ChangedAccess(request.Spec);
        return new AccessChange(record, spec, await PlanAsync(hub, spec), request.Marker, []);
    }

    private static async Task<AccessInspect> InspectAsync(ComplianceHub hub)
    {
        var (request, record) = await AppliedAsync(hub);
        return new AccessInspect(record, request.Marker, request.Spec);
    }

    private static async Task<AccessEventQuery> PassagesAsync(ComplianceHub hub)
    {
        await hub.Vendor.SeedAsync(AccessEventOperations.List, 1, hub);
        return new AccessEventQuery(Most, hub.Clock.GetUtcNow().AddDays(-1), hub.Clock.GetUtcNow().AddDays(1));
    }
}
