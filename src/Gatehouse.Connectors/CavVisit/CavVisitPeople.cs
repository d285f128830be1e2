using System.Globalization;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>The operations on people: the vendor's hosts.</summary>
internal sealed class CavVisitPeople(CavVisitClient client)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, ListAsync) { Check = (_, query) => PersonFilter.WithoutSites(query) },
        new Handler<ItemRequest, Person>(PeopleOperations.Get, GetAsync),
        new Handler<PersonFind, Person>(PeopleOperations.Find, FindAsync) { Required = ["/guid"] },
        new Handler<PersonCreate, Person>(PeopleOperations.Create, CreateAsync)
        {
            Required = ["/name", "/organization/id"],
            Fields = _ => FieldCheck.Definitions(CavVisitModels.Host),
            Check = (_, request) => CavVisitHostMapping.Check(request.Draft, current: null),
            Baseline = BaselineAsync,
            Search = SearchAsync,
        },
        new Handler<PersonUpdate, Person>(PeopleOperations.Update, UpdateAsync)
        {
            Check = (_, request) => CavVisitHostMapping.Check(request.Draft, request.Current),
        },
        new Handler<ItemRequest, Unit>(PeopleOperations.Delete, DeleteAsync),
        new Handler<ItemRequest, Unit>(PeopleOperations.Activate, (context, request, token) => ActivateAsync(context, "Hosts/ActivateHost", request, token)),
        new Handler<ItemRequest, Unit>(PeopleOperations.Deactivate, (context, request, token) => ActivateAsync(context, "Hosts/DeactivateHost", request, token)),
    ];

    private async Task<Page<Person>> ListAsync(FacilityContext context, PersonQuery query, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        if (query.Organization is { } organization)
        {
            var hosts = CavVisitIds.TryParse(organization, out var company) ? await HostsOfAsync(context, company, cancellationToken) : [];
            return RowPage.Take(hosts, row => CavVisitHostMapping.Read(scope, row), person => PersonFilter.Fits(query, person), query.Page);
        }

        var companies = await client.ListAsync(context, "Companies/GetCompanies", cancellationToken);
        return await ParentWalk.TakeAsync(
            companies.Select(row => row.Id),
            (company, token) => HostsOfAsync(context, company, token),
            row => CavVisitHostMapping.Read(scope, row),
            person => PersonFilter.Fits(query, person),
            query.Page,
            cancellationToken);
    }

    private async Task<Person> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var id = CavVisitIds.Parse(request.Id, "host");
        var rows = await client.ListAsync(context, "Hosts/GetHost", cancellationToken, ("hostId", request.Id));
        foreach (var row in rows)
        {
            if (row.Id == id)
                return CavVisitHostMapping.Read(CavVisitScope.Of(context), row);
        }

        throw CavVisitIds.NotFound("host", request.Id);
    }

    private async Task<Person> FindAsync(FacilityContext context, PersonFind request, CancellationToken cancellationToken)
    {
        var rows = await client.ListAsync(context, "Hosts/GetHostByGuid", cancellationToken, ("hostGuid", request.Guid!));
        return rows.Count > 0
            ? CavVisitHostMapping.Read(CavVisitScope.Of(context), rows[0])
            : throw CavVisitIds.NotFound("host", request.Guid!);
    }

    private Task<Person> CreateAsync(FacilityContext context, PersonCreate request, CancellationToken cancellationToken) =>
        WriteAsync(context, HttpMethod.Post, "Hosts/CreateHost", CavVisitHostMapping.Create(request.Draft), id: null, cancellationToken);

    private async Task<string> BaselineAsync(FacilityContext context, PersonCreate request, CancellationToken cancellationToken) =>
        CreateSearch.Note(await HostsLikeAsync(context, request.Draft, cancellationToken));

    private async Task<Person?> SearchAsync(FacilityContext context, PersonCreate request, string? baseline, CancellationToken cancellationToken) =>
        CreateSearch.FindNew(await HostsLikeAsync(context, request.Draft, cancellationToken), baseline) is { } row
            ? CavVisitHostMapping.Read(CavVisitScope.Of(context), row)
            : null;

    private async Task<Person> UpdateAsync(FacilityContext context, PersonUpdate request, CancellationToken cancellationToken)
    {
        var current = request.Current.Raw is null
            ? await GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken)
            : request.Current;
        var body = CavVisitHostMapping.Update(request.Draft, current.Raw!.Value);
        return await WriteAsync(context, HttpMethod.Put, "Hosts/UpdateHost", body, current.Id, cancellationToken);
    }

    private async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var parameter = context.Settings<CavVisitSettings>().DeleteHostParameter;
        await client.DoAsync(context, HttpMethod.Delete, "Hosts/DeleteHost", parameter, CavVisitIds.Parse(request.Id, "host"), cancellationToken);
        return default;
    }

    private async Task<Unit> ActivateAsync(FacilityContext context, string path, ItemRequest request, CancellationToken cancellationToken)
    {
        await client.DoAsync(context, HttpMethod.Put, path, "hostId", CavVisitIds.Parse(request.Id, "host"), cancellationToken);
        return default;
    }

    private async Task<Person> WriteAsync(
        FacilityContext context, HttpMethod method, string path, WireBody body, string? id, CancellationToken cancellationToken)
    {
        var rows = await client.WriteAsync(context, method, path, "Host", body, cancellationToken);
        return CavVisitHostMapping.Read(CavVisitScope.Of(context), CavVisitAnswers.One(rows, id));
    }

    private async Task<IEnumerable<VendorRow>> HostsLikeAsync(FacilityContext context, PersonDraft draft, CancellationToken cancellationToken)
    {
        var hosts = await HostsOfAsync(context, CavVisitIds.Parse(draft.Organization?.Id ?? "", "company"), cancellationToken);
        return hosts.Where(row => CavVisitHostMapping.IsSame(draft, row));
    }

    private Task<IReadOnlyList<VendorRow>> HostsOfAsync(FacilityContext context, long company, CancellationToken cancellationToken) =>
        client.ListAsync(context, "Hosts/GetHosts", cancellationToken, ("company", company.ToString(CultureInfo.InvariantCulture)));
}
