using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on sites: the vendor's locations.</summary>
internal sealed class VizPinLocations(VizPinClient client, VizPinAccounts accounts)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PlaceQuery, Page<Site>>(SiteOperations.List, ListAsync),
        new Handler<ItemRequest, Site>(SiteOperations.Get, GetAsync),
        new Handler<SiteCreate, Site>(SiteOperations.Create, CreateAsync)
        {
            Required = ["/name", "/organization/id"],
            Check = (context, request) => VizPinPlaceMapping.CheckSite(VizPinScope.Of(context), request.Draft, isNew: true),
            Baseline = async (context, request, token) => CreateSearch.Note((await AlikeAsync(context, request.Draft, token)).Select(row => row.Id)),
            Search = async (context, request, baseline, token) =>
                CreateSearch.FindNew(await AlikeAsync(context, request.Draft, token), row => row.Id, baseline) is { } row
                    ? VizPinPlaceMapping.ReadSite(VizPinScope.Of(context), row)
                    : null,
        },
        new Handler<SiteUpdate, Site>(SiteOperations.Update, UpdateAsync)
        {
            Check = (context, request) => VizPinPlaceMapping.CheckSite(VizPinScope.Of(context), request.Draft, isNew: false),
        },
    ];

    /// <summary>The ids of the locations that a list covers: the one asked for, or all of an account's, the facility's account's or all accounts'.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(FacilityContext context, string? site, string? account, CancellationToken cancellationToken)
    {
        if (site is not null)
            return [site];
        var ids = await accounts.IdsAsync(context, account, cancellationToken);
        var lists = await BoundedReads.AllAsync(ids, (id, token) => SitesOfAsync(context, id, token), cancellationToken);
        return [.. lists.SelectMany(list => list).Select(location => location.Id)];
    }

    private async Task<Page<Site>> ListAsync(FacilityContext context, PlaceQuery query, CancellationToken cancellationToken)
    {
        var ids = await accounts.IdsAsync(context, query.Organization, cancellationToken);
        return await TextPage.WalkAsync(
            ids,
            (account, token) => SitesOfAsync(context, account, token),
            site => site.Id,
            site => (query.Site is not { } id || site.Id == id) && (query.Text is not { } text || TextMatch.Contains(text, site.Name)),
            query.Page,
            cancellationToken);
    }

    private async Task<Site> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync(context, "location.get", new JsonObject { ["id"] = request.Id }, cancellationToken);
        return VizPinPlaceMapping.ReadSite(VizPinScope.Of(context), result.Find("locations") ?? throw VizPinErrors.NotFound("location", request.Id));
    }

    private async Task<Site> CreateAsync(FacilityContext context, SiteCreate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = new JsonObject { ["location"] = VizPinPlaceMapping.WriteSite(scope, request.Draft) };
        var result = await client.CallAsync(context, "location.add", parameters, cancellationToken);
        return VizPinPlaceMapping.ReadSite(scope, result.Written("locations"));
    }

    private async Task<Site> UpdateAsync(FacilityContext context, SiteUpdate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var current = request.Current.Raw is null ? await GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken) : request.Current;
        var body = VizPinPlaceMapping.WriteSite(scope, request.Draft, new VizPinRow(current.Id, current.Raw!.Value));
        var result = await client.CallAsync(context, "location.edit", new JsonObject { ["location"] = body }, cancellationToken);
        return VizPinPlaceMapping.ReadSite(scope, result.Written("locations", current.Id));
    }

    private async Task<IEnumerable<VizPinRow>> AlikeAsync(FacilityContext context, SiteDraft draft, CancellationToken cancellationToken)
    {
        var name = context.Settings<VizPinSettings>().Members["location.name"];
        return (await RowsAsync(context, draft.Organization!.Id!, cancellationToken)).Where(row => TextMatch.Same(row.Text(name), draft.Name));
    }

    private async Task<IReadOnlyList<Site>> SitesOfAsync(FacilityContext context, string account, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var rows = await RowsAsync(context, account, cancellationToken);
        return [.. rows.Select(row => VizPinPlaceMapping.ReadSite(scope, row)).Select(site => site with
        {
            // A location's object may not say whose it is; the list that it stood in does.
            Organization = site.Organization ?? new NamedReference { Id = account },
        })];
    }

    private async Task<IReadOnlyList<VizPinRow>> RowsAsync(FacilityContext context, string account, CancellationToken cancellationToken) =>
        (await client.CallAsync(context, "location.list", new JsonObject { ["accountid"] = account }, cancellationToken)).Rows("locations");
}
