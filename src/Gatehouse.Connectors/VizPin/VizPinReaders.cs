using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on access points: the vendor's readers.</summary>
internal sealed class VizPinReaders(VizPinClient client, VizPinLocations locations)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PlaceQuery, Page<AccessPoint>>(AccessPointOperations.List, ListAsync),
        new Handler<ItemRequest, AccessPoint>(AccessPointOperations.Get, GetAsync),
        new Handler<AccessPointCreate, AccessPoint>(AccessPointOperations.Create, CreateAsync)
        {
            Required = ["/name", "/site/id"],
            Check = (context, request) => VizPinPlaceMapping.CheckAccessPoint(VizPinScope.Of(context), request.Draft, current: null),
            Baseline = async (context, request, token) => CreateSearch.Note((await AlikeAsync(context, request.Draft, token)).Select(row => row.Id)),
            Search = async (context, request, baseline, token) =>
                CreateSearch.FindNew(await AlikeAsync(context, request.Draft, token), row => row.Id, baseline) is { } row
                    ? VizPinPlaceMapping.ReadAccessPoint(VizPinScope.Of(context), row)
                    : null,
        },
        new Handler<AccessPointUpdate, AccessPoint>(AccessPointOperations.Update, UpdateAsync)
        {
            Check = (context, request) => VizPinPlaceMapping.CheckAccessPoint(VizPinScope.Of(context), request.Draft, request.Current),
        },
    ];

    private async Task<Page<AccessPoint>> ListAsync(FacilityContext context, PlaceQuery query, CancellationToken cancellationToken)
    {
        var ids = await locations.IdsAsync(context, query.Site, query.Organization, cancellationToken);
        return await TextPage.WalkAsync(
            ids,
            (location, token) => ReadersOfAsync(context, location, token),
            reader => reader.Id,
            reader => query.Text is not { } text || TextMatch.Contains(text, reader.Name),
            query.Page,
            cancellationToken);
    }

    private async Task<AccessPoint> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync(context, "reader.get", new JsonObject { ["readerid"] = request.Id }, cancellationToken);
        return VizPinPlaceMapping.ReadAccessPoint(VizPinScope.Of(context), result.Find("readers") ?? throw VizPinErrors.NotFound("reader", request.Id));
    }

    private async Task<AccessPoint> CreateAsync(FacilityContext context, AccessPointCreate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = new JsonObject { [scope.Settings.ReaderAddParameter] = VizPinPlaceMapping.WriteAccessPoint(scope, request.Draft) };
        var result = await client.CallAsync(context, "reader.add", parameters, cancellationToken);
        return VizPinPlaceMapping.ReadAccessPoint(scope, result.Written("reader"));
    }

    private async Task<AccessPoint> UpdateAsync(FacilityContext context, AccessPointUpdate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var current = request.Current.Raw is null ? await GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken) : request.Current;
        var body = VizPinPlaceMapping.WriteAccessPoint(scope, request.Draft, new VizPinRow(current.Id, current.Raw!.Value));
        var result = await client.CallAsync(context, "reader.edit", new JsonObject { ["edit_reader"] = body }, cancellationToken);
        return VizPinPlaceMapping.ReadAccessPoint(scope, result.Written("reader", current.Id));
    }

    private async Task<IEnumerable<VizPinRow>> AlikeAsync(FacilityContext context, AccessPointDraft draft, CancellationToken cancellationToken)
    {
        var name = context.Settings<VizPinSettings>().Members["reader.name"];
        return (await RowsAsync(context, draft.Site!.Id!, cancellationToken)).Where(row => TextMatch.Same(row.Text(name), draft.Name));
    }

    private async Task<IReadOnlyList<AccessPoint>> ReadersOfAsync(FacilityContext context, string location, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var rows = await RowsAsync(context, location, cancellationToken);
        return [.. rows.Select(row => VizPinPlaceMapping.ReadAccessPoint(scope, row)).Select(reader => reader with
        {
            Site = reader.Site ?? new NamedReference { Id = location },
        })];
    }

    private async Task<IReadOnlyList<VizPinRow>> RowsAsync(FacilityContext context, string location, CancellationToken cancellationToken) =>
        (await client.CallAsync(context, "reader.list", new JsonObject { ["locationid"] = location }, cancellationToken)).Rows("readers");
}
