using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Sites and access points (seed 002), and the connection test. One of them is read from the list: there is no call for it.</summary>
internal sealed class SpintlyPlaces(SpintlyClient client)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<Unit, ConnectionReport>(FacilityOperations.Test, TestAsync),
        new Handler<PlaceQuery, Page<Site>>(SiteOperations.List, ListSitesAsync) { Check = CheckOrganization },
        new Handler<ItemRequest, Site>(SiteOperations.Get, GetSiteAsync),
        new Handler<PlaceQuery, Page<AccessPoint>>(AccessPointOperations.List, ListAccessPointsAsync) { Check = CheckOrganization },
        new Handler<ItemRequest, AccessPoint>(AccessPointOperations.Get, GetAccessPointAsync),
    ];

    private async Task<ConnectionReport> TestAsync(FacilityContext context, Unit request, CancellationToken cancellationToken)
    {
        var page = await SitesAsync(context, 1, cancellationToken);
        return new ConnectionReport(FormattableString.Invariant($"Logged in; the organisation has {page.Total} sites."));
    }

    private async Task<Page<Site>> ListSitesAsync(FacilityContext context, PlaceQuery query, CancellationToken cancellationToken) =>
        query.Site is null
            ? await SpintlyPages.TakeAsync(
                context, query.Page, (number, cancel) => SitesAsync(context, number, cancel), row => Site(context, row), site => Fits(query.Text, site.Name), cancellationToken)
            : new Page<Site>([.. (await AllSitesAsync(context, cancellationToken)).Select(row => Site(context, row)).Where(site => site.Id == query.Site && Fits(query.Text, site.Name))], null);

    private async Task<Site> GetSiteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken) =>
        (await AllSitesAsync(context, cancellationToken)).Select(row => Site(context, row)).FirstOrDefault(site => site.Id == request.Id)
        ?? throw NotFound("site", request.Id);

    private async Task<Page<AccessPoint>> ListAccessPointsAsync(FacilityContext context, PlaceQuery query, CancellationToken cancellationToken)
    {
        if (query.Site is { } site)
        {
            return await SpintlyPages.TakeAsync(
                context, query.Page, (number, cancel) => AccessPointsAsync(context, site, query.Text, number, cancel),
                row => AccessPoint(context, row, site), door => Fits(query.Text, door.Name), cancellationToken);
        }

        var sites = (await AllSitesAsync(context, cancellationToken)).Select(row => row.Id);
        var siteOf = new ConcurrentDictionary<long, long>();
        return await ParentWalk.TakeAsync(
            sites, ReadAsync, row => AccessPoint(context, row, Text(siteOf[row.Id])), door => Fits(query.Text, door.Name), query.Page, cancellationToken);

        async Task<IReadOnlyList<VendorRow>> ReadAsync(long parent, CancellationToken cancel)
        {
            var rows = await AllAccessPointsAsync(context, Text(parent), query.Text, cancel);
            foreach (var row in rows)
                siteOf[row.Id] = parent;
            return rows;
        }
    }

    private async Task<AccessPoint> GetAccessPointAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var sites = (await AllSitesAsync(context, cancellationToken)).Select(row => Text(row.Id)).ToList();
        var lists = await BoundedReads.AllAsync(sites, async (site, cancel) => (Site: site, Rows: await AllAccessPointsAsync(context, site, null, cancel)), cancellationToken);
        return lists.SelectMany(list => list.Rows.Select(row => AccessPoint(context, row, list.Site))).FirstOrDefault(door => door.Id == request.Id)
            ?? throw NotFound("access point", request.Id);
    }

    private static IEnumerable<FieldError> CheckOrganization(FacilityContext context, PlaceQuery query) =>
        query.Organization is null || query.Organization == context.Settings<SpintlySettings>().OrganisationId
            ? []
            : [new FieldError("organization", "A facility of Spintly is one organisation; leave it out.")];

    private Task<IReadOnlyList<VendorRow>> AllSitesAsync(FacilityContext context, CancellationToken cancellationToken) =>
        SpintlyPages.AllAsync(context, (number, cancel) => SitesAsync(context, number, cancel), cancellationToken);

    private Task<IReadOnlyList<VendorRow>> AllAccessPointsAsync(FacilityContext context, string site, string? search, CancellationToken cancellationToken) =>
        SpintlyPages.AllAsync(context, (number, cancel) => AccessPointsAsync(context, site, search, number, cancel), cancellationToken);

    private Task<SpintlyPage> SitesAsync(FacilityContext context, int number, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return ListAsync(context, settings.Address(settings.SitesPath), "sites", number, filter: null, cancellationToken);
    }

    private Task<SpintlyPage> AccessPointsAsync(FacilityContext context, string site, string? search, int number, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return ListAsync(
            context, settings.Address(settings.AccessPointsPath, site: site), "accessPoints", number,
            writer =>
            {
                writer.WriteStartObject("filters");
                writer.WriteString("search", search);
                writer.WriteEndObject();
            },
            cancellationToken);
    }

    private async Task<SpintlyPage> ListAsync(
        FacilityContext context, Uri address, string name, int number, Action<Utf8JsonWriter>? filter, CancellationToken cancellationToken)
    {
        var perPage = context.Settings<SpintlySettings>().PageSize;
        var (answer, body) = await client.AskAsync(
            context, HttpMethod.Post, address,
            writer =>
            {
                writer.WriteStartObject("pagination");
                writer.WriteNumber("page", number);
                writer.WriteNumber("perPage", perPage);
                writer.WriteEndObject();
                filter?.Invoke(writer);
            },
            cancellationToken);
        return SpintlyPage.Read(answer, body, name, perPage);
    }

    private static Site Site(FacilityContext context, VendorRow row)
    {
        var site = new WireObject(SpintlyModels.Site, row.Raw);
        return new Site
        {
            Id = Text(row.Id),
            Facility = context.Facility.Id,
            Name = site.Text("name"),
            TimeZone = site.Text("timezone"),
            Fields = site.Fields(),
            Raw = row.Raw,
        };
    }

    private static AccessPoint AccessPoint(FacilityContext context, VendorRow row, string site)
    {
        var door = new WireObject(SpintlyModels.AccessPoint, row.Raw);
        return new AccessPoint
        {
            Id = Text(row.Id),
            Facility = context.Facility.Id,
            Name = door.Text("name"),
            Site = new NamedReference { Id = site },
            Fields = door.Fields(),
            Raw = row.Raw,
        };
    }

    private static bool Fits(string? text, string? name) => text is null || TextMatch.Contains(text, name);

    private static VendorException NotFound(string what, string id) =>
        new(new VendorError(VendorErrorKind.NotFound, $"Spintly has no {what} '{VendorHttp.Shorten(id)}'.", "not_found"));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
