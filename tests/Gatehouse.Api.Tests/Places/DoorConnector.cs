using System.Collections.Concurrent;
using Gatehouse.Connectors;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Api.Tests.Places;

/// <summary>A system with doors, whose things live in this process, and what was asked of it.</summary>
internal sealed class DoorConnector
{
    private readonly ConcurrentDictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AccessPoint> _accessPoints = new(StringComparer.Ordinal);

    public ConcurrentQueue<object> Asked { get; } = new();

    public Connector Create() => new(
        "doors",
        "Doors",
        [
            new Handler<PlaceQuery, Page<Site>>(SiteOperations.List, (_, query, _) => Answer(query, new Page<Site>([.. _sites.Values], null))),
            new Handler<ItemRequest, Site>(SiteOperations.Get, (_, request, _) => Task.FromResult(_sites.GetValueOrDefault(request.Id) ?? throw Missing())),
            new Handler<SiteCreate, Site>(SiteOperations.Create, (context, request, _) => Put(context, $"s{_sites.Count + 1}", request.Draft)) { Required = ["/name"] },
            new Handler<SiteUpdate, Site>(SiteOperations.Update, (context, request, _) => Put(context, request.Current.Id, request.Draft)),
            new Handler<PlaceQuery, Page<AccessPoint>>(
                AccessPointOperations.List, (_, query, _) => Answer(query, new Page<AccessPoint>([.. _accessPoints.Values.Where(point => query.Site is null || point.Site?.Id == query.Site)], null))),
            new Handler<ItemRequest, AccessPoint>(
                AccessPointOperations.Get, (_, request, _) => Task.FromResult(_accessPoints.GetValueOrDefault(request.Id) ?? throw Missing())),
            new Handler<AccessPointCreate, AccessPoint>(
                AccessPointOperations.Create, (context, request, _) => Put(context, $"a{_accessPoints.Count + 1}", request.Draft)),
            new Handler<AccessPointUpdate, AccessPoint>(
                AccessPointOperations.Update, (context, request, _) => Put(context, request.Current.Id, request.Draft)),
            new Handler<PlaceQuery, Page<Role>>(
                RoleOperations.List, (context, query, _) => Answer(query, new Page<Role>([new Role { Id = "r1", Facility = context.Facility.Id, Name = "Day" }], null))),
            new Handler<ItemRequest, Role>(
                RoleOperations.Get, (context, request, _) => request.Id == "r1" ? Task.FromResult(new Role { Id = "r1", Facility = context.Facility.Id }) : throw Missing()),
            new Handler<PersonAssociate, Person>(
                PeopleOperations.Associate, (context, request, _) => Answer(request, new Person { Id = request.Id, Facility = context.Facility.Id })),
            new Handler<NeedingAccessQuery, Page<Person>>(
                PeopleOperations.NeedingAccess,
                (context, query, _) => Answer(query, new Page<Person>([new Person { Id = "p9", Facility = context.Facility.Id }], query.Page.Position is null ? "more" : null))),
            new Handler<ItemRequest, Unit>(PeopleOperations.Delete, (_, request, _) => Answer(request, default(Unit)))
            {
                Check = (_, request) => request.Confirm == "all-accounts" ? [] : [new FieldError("confirm", "Deletes the person in all accounts; send confirm=all-accounts.")],
            },
            new Handler<CredentialQuery, IReadOnlyList<Credential>>(
                CredentialOperations.List, (_, query, _) => Answer(query, (IReadOnlyList<Credential>)[new Credential { Kind = CredentialKind.Card, Value = "4711" }])),
            new Handler<CredentialIssue, Credential>(
                CredentialOperations.Issue, (_, request, _) => Answer(request, new Credential { Kind = CredentialKind.Pin, Value = "1234" })),
            new Handler<ItemRequest, IReadOnlyList<Credential>>(
                CredentialOperations.Refresh, (_, request, _) => Answer(request, (IReadOnlyList<Credential>)[new Credential { Kind = CredentialKind.Qr, Value = "new" }])),
            new Handler<ItemRequest, Visit>(
                VisitOperations.Get, (context, request, _) => Task.FromResult(new Visit { Id = request.Id, Facility = context.Facility.Id, Visitor = new Visitor() })),
        ])
    {
        Bind = _ => new object(),
    };

    private static VendorException Missing() => new(VendorErrorKind.NotFound, "There is no such thing.");

    private Task<T> Answer<T>(object asked, T answer)
    {
        Asked.Enqueue(asked);
        return Task.FromResult(answer);
    }

    private Task<Site> Put(FacilityContext context, string id, SiteDraft draft) => Task.FromResult(_sites[id] = new Site
    {
        Id = id,
        Facility = context.Facility.Id,
        Name = draft.Name,
        Organization = draft.Organization,
        TimeZone = draft.TimeZone,
    });

    private Task<AccessPoint> Put(FacilityContext context, string id, AccessPointDraft draft) => Task.FromResult(_accessPoints[id] = new AccessPoint
    {
        Id = id,
        Facility = context.Facility.Id,
        Name = draft.Name,
        Site = draft.Site,
    });
}
