using System.Globalization;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Paging;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The list of passages, by the method that <c>activityMethod</c> names.</summary>
internal sealed class VizPinActivity(VizPinClient client, VizPinLocations locations)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessEventQuery, Page<AccessEvent>>(AccessEventOperations.List, ListAsync)
        {
            Unavailable = context => context.Settings<VizPinSettings>().ActivityMethod is null
                ? "VIZpin's documents do not name the method that lists activity. Set activityMethod to the name that your contract's appendix gives."
                : null,
        },
    ];

    private async Task<Page<AccessEvent>> ListAsync(FacilityContext context, AccessEventQuery query, CancellationToken cancellationToken)
    {
        var method = context.Settings<VizPinSettings>().ActivityMethod!;
        IReadOnlyList<string> sites = method.Uses("site") ? await locations.IdsAsync(context, null, null, cancellationToken) : [""];
        var lists = await BoundedReads.AllAsync(sites, (site, token) => ReadAsync(context, method, site, query, token), cancellationToken);
        return TextPage.Take(
            lists.SelectMany(list => list).DistinctBy(passage => passage.Id, StringComparer.Ordinal),
            passage => string.Create(CultureInfo.InvariantCulture, $"{passage.Time.UtcTicks:D19} {passage.Id}"),
            passage => passage.Time >= query.From && passage.Time < query.To
                && (query.Person is not { } person || passage.Person?.Id == person)
                && (query.AccessPoint is not { } reader || passage.AccessPoint?.Id == reader),
            query.Page);
    }

    private async Task<IReadOnlyList<AccessEvent>> ReadAsync(
        FacilityContext context, VizPinExtraMethod method, string site, AccessEventQuery query, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = method.Fill(
            ("site", site), ("account", scope.Settings.Account), ("user", query.Person),
            ("from", VizPinDays.Write(VizPinDays.Day(scope.Zone, query.From))), ("to", VizPinDays.Write(VizPinDays.Day(scope.Zone, query.To))));
        var result = await client.CallNamedAsync(context, method.Name, parameters, cancellationToken);
        return [.. result.FirstList().Select(item => VizPinActivityMapping.Read(scope, item, site.Length == 0 ? null : site))];
    }
}
