using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Sensitive;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.People;

/// <summary>People whom a facility's vendor knows, and over all facilities.</summary>
internal sealed class PeopleEndpoints(PeopleService people, Tours tours, Sight sight, ListPages pages)
    : RemovableObjectEndpoints<Person, PersonDraft, PersonCreate, PersonUpdate>(Naming, GatehouseJson.Default.PersonDraft, sight, pages)
{
    private static readonly ObjectWords Naming = new("people", "Person", "People", "a person", Scopes.PeopleRead, Scopes.PeopleWrite);

    protected override ObjectService<Person, PersonDraft, PersonCreate, PersonUpdate> Objects => people;

    private static readonly QueryParameter[] Searches =
    [
        QueryParameter.Text("guid", "The vendor's global id."),
        QueryParameter.Text("phone", "Telephone number with country code."),
        QueryParameter.Text("lastName", "Family name."),
        QueryParameter.Text("name", "Name, whole or in part."),
    ];

    private static readonly QueryParameter[] Needing =
    [
        QueryParameter.Text("organization", "People of this organization: its id or key:{key}."),
        QueryParameter.Text("site", "People of this site: its id or key:{key}."),
    ];

    protected override QueryParameter[] Confirmations { get; } =
        [QueryParameter.Text("confirm", "What you confirm, where the system's deletion reaches further than the facility; it says what to send.")];

    private static readonly QueryParameter[] Common =
    [
        QueryParameter.Text("organization", "People of this organization: its id or key:{key}."),
        QueryParameter.Text("email", "People with this e-mail address."),
        QueryParameter.Text("phone", "People with this telephone or mobile number."),
        QueryParameter.Flag("active", "Active or inactive people."),
        QueryParameter.Text(
            "q", "People whose name, e-mail address or telephone number begins with this text; with live=true as the vendor or its connector searches."),
        QueryParameter.Flag("live", "Whether the vendor is asked. Otherwise the hub's directory answers once it has been synchronized; include=raw asks the vendor too."),
    ];

    protected override QueryParameter[] Conditions { get; } =
        [.. Common, QueryParameter.Text("site", "People of this site: its id or key:{key}. The vendor is asked; a system that does not know people by site refuses it.")];

    public override void Map(IEndpointRouteBuilder api)
    {
        base.Map(api);
        Map(
            api, HttpMethods.Get, ListPattern + "/find", Scopes.PeopleRead,
            "findPerson", "Find a person by what the vendor can search for", FindAsync)
            .TakesQuery([.. Searches, QueryParameter.Include])
            .Answers<Person>();
        Map(
            api, HttpMethods.Post, ItemPattern + "/activate", Scopes.PeopleWrite,
            "activatePerson", "Let a person take part again", ActivateAsync)
            .AuditsBefore(BeforeAsync)
            .Answers<Person>();
        Map(
            api, HttpMethods.Post, ItemPattern + "/deactivate", Scopes.PeopleWrite,
            "deactivatePerson", "Stop a person from taking part", DeactivateAsync)
            .AuditsBefore(BeforeAsync)
            .Answers<Person>();
        Map(
            api, HttpMethods.Post, ItemPattern + "/associate", Scopes.PeopleWrite,
            "associatePerson", "Make a person known at further sites", AssociateAsync)
            .Takes<AssociateDraft>()
            .AuditsBefore(BeforeAsync)
            .Answers<Person>();
        Map(
            api, HttpMethods.Get, ListPattern + "/needing-access", Scopes.PeopleRead,
            "listPeopleNeedingAccess", "List people who are known but cannot enter anywhere yet", NeedingAccessAsync)
            .TakesQuery([.. Needing, QueryParameter.Include, .. ListPages.Parameters])
            .Answers<ListAnswer<Person>>();
        Map(api, HttpMethods.Get, "/people", Scopes.PeopleRead, "listPeopleOverFacilities", "List people over facilities", TourAsync)
            .TakesQuery([Tours.Facility, .. Common, QueryParameter.Include, .. ListPages.Parameters])
            .Answers<TourAnswer<Person>>();
    }

    protected override async Task<Page<Person>> ListAsync(HttpContext context, string facility, QueryReader query)
    {
        var (conditions, live) = (Read(query) with { Site = query.Text("site") }, IsLive(query));
        return await people.ListAsync(facility, conditions with { Page = await Pages.ReadAsync(context, query) }, live, context.RequestAborted);
    }

    protected override Task DeleteAsync(string facility, string address, string? confirm) =>
        people.DeleteAsync(facility, address, confirm, CancellationToken.None);

    protected override string IdOf(Person value) => value.Id;

    protected override Person Show(Person value, string system, SensitiveView view) => Sight.Redaction.Apply(value, system, view);

    private async Task FindAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var raw = query.IncludesRaw();
        var find = new PersonFind
        {
            Guid = query.Text("guid"),
            Phone = query.Text("phone"),
            LastName = query.Text("lastName"),
            Name = query.Text("name"),
        };
        query.ThrowIfWrong();
        await AnswerAsync(context, await people.FindAsync(context.Route("facility"), find, context.RequestAborted), raw);
    }

    private async Task ActivateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await AnswerAsync(context, await people.ActivateAsync(context.Route("facility"), context.Route("id"), CancellationToken.None));
    }

    private async Task DeactivateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await AnswerAsync(context, await people.DeactivateAsync(context.Route("facility"), context.Route("id"), CancellationToken.None));
    }

    private async Task AssociateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.AssociateDraft).Checked();
        await AnswerAsync(
            context, await people.AssociateAsync(context.Route("facility"), context.Route("id"), draft.Sites, CancellationToken.None));
    }

    private async Task NeedingAccessAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var query = new QueryReader(context);
        var view = Sight.Of(context, query.IncludesRaw());
        var (organization, site) = (query.Text("organization"), query.Text("site"));
        var needing = new NeedingAccessQuery(await Pages.ReadAsync(context, query), organization, site);
        var page = await people.ListNeedingAccessAsync(facility, needing, context.RequestAborted);
        var system = await Sight.SystemAsync(facility, context.RequestAborted);
        await Pages.WriteAsync(context, [.. page.Items.Select(person => Show(person, system, view))], page.Next);
    }

    private async Task TourAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var view = Sight.Of(context, query.IncludesRaw());
        var (conditions, live) = (Read(query), IsLive(query));
        await tours.AnswerAsync<Person>(
            context, query, PeopleOperations.List,
            (facility, page, token) => people.ListAsync(facility, conditions with { Page = page }, live, token),
            (person, system) => Show(person, system, view));
    }

    private static bool IsLive(QueryReader query) => query.Flag("live") == true || query.IncludesRaw();

    private static PersonQuery Read(QueryReader query) => new(new PageRequest(PageRequest.DefaultLimit))
    {
        Organization = query.Text("organization"),
        Email = query.Text("email"),
        Phone = query.Text("phone"),
        Active = query.Flag("active"),
        Text = query.Text("q"),
    };
}
