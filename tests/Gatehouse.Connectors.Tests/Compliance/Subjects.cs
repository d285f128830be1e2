using Gatehouse.Model;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>The kinds of objects that vendors keep.</summary>
public static class Subjects
{
    public static Subject<Visit, VisitDraft, VisitCreate, VisitUpdate> Visits { get; } = new()
    {
        Kind = "visit",
        ListAsync = (hub, page) => hub.CallAsync(VisitOperations.List, new VisitQuery(page)),
        List = VisitOperations.List,
        Get = VisitOperations.Get,
        Create = VisitOperations.Create,
        Update = VisitOperations.Update,
        Delete = VisitOperations.Delete,
        Draft = (vendor, text) => Completed(vendor.Visit(text)),
        NewCreate = (draft, marker) => new VisitCreate(Completed(draft), marker),
        NewUpdate = (current, draft) => new VisitUpdate(current, Completed(draft)),
        DraftOf = VisitDraft.Of,
        IdOf = visit => visit.Id,
    };

    public static Subject<Person, PersonDraft, PersonCreate, PersonUpdate> People { get; } = new()
    {
        Kind = "person",
        ListAsync = (hub, page) => hub.CallAsync(PeopleOperations.List, new PersonQuery(page)),
        List = PeopleOperations.List,
        Get = PeopleOperations.Get,
        Create = PeopleOperations.Create,
        Update = PeopleOperations.Update,
        Delete = PeopleOperations.Delete,
        Draft = (vendor, text) => Completed(vendor.Person(text)),
        NewCreate = (draft, marker) => new PersonCreate(Completed(draft), marker),
        NewUpdate = (current, draft) => new PersonUpdate(current, Completed(draft)),
        DraftOf = PersonDraft.Of,
        IdOf = person => person.Id,
    };

    public static Subject<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate> Organizations { get; } = new()
    {
        Kind = "organization",
        ListAsync = (hub, page) => hub.CallAsync(OrganizationOperations.List, new OrganizationQuery(page)),
        List = OrganizationOperations.List,
        Get = OrganizationOperations.Get,
        Create = OrganizationOperations.Create,
        Update = OrganizationOperations.Update,
        Delete = OrganizationOperations.Delete,
        Draft = (vendor, text) => vendor.Organization(text),
        NewCreate = (draft, marker) => new OrganizationCreate(draft, marker),
        NewUpdate = (current, draft) => new OrganizationUpdate(current, draft),
        DraftOf = OrganizationDraft.Of,
        IdOf = organization => organization.Id,
    };

    public static Subject<Site, SiteDraft, SiteCreate, SiteUpdate> Sites { get; } = new()
    {
        Kind = "site",
        ListAsync = (hub, page) => hub.CallAsync(SiteOperations.List, new PlaceQuery(page)),
        List = SiteOperations.List,
        Get = SiteOperations.Get,
        Create = SiteOperations.Create,
        Update = SiteOperations.Update,
        Draft = (vendor, text) => vendor.Site(text),
        NewCreate = (draft, marker) => new SiteCreate(draft, marker),
        NewUpdate = (current, draft) => new SiteUpdate(current, draft),
        DraftOf = SiteDraft.Of,
        IdOf = site => site.Id,
    };

    public static Subject<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate> AccessPoints { get; } = new()
    {
        Kind = "access point",
        ListAsync = (hub, page) => hub.CallAsync(AccessPointOperations.List, new PlaceQuery(page)),
        List = AccessPointOperations.List,
        Get = AccessPointOperations.Get,
        Create = AccessPointOperations.Create,
        Update = AccessPointOperations.Update,
        Draft = (vendor, text) => vendor.AccessPoint(text),
        NewCreate = (draft, marker) => new AccessPointCreate(draft, marker),
        NewUpdate = (current, draft) => new AccessPointUpdate(current, draft),
        DraftOf = AccessPointDraft.Of,
        IdOf = accessPoint => accessPoint.Id,
    };

    // What the hub's services do before a connector is asked.
    private static VisitDraft Completed(VisitDraft draft) => draft with { Visitor = draft.Visitor?.WithNames() };

    private static PersonDraft Completed(PersonDraft draft)
    {
        var (first, last, full) = PersonName.Complete(draft.FirstName, draft.LastName, draft.Name);
        return draft with { FirstName = first, LastName = last, Name = full };
    }
}
