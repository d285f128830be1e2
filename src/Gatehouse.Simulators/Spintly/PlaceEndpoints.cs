using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>Sites and access points: seed 002 "Get Sites" and "Get Access points", bodies of vendors.md [P].</summary>
internal sealed class PlaceEndpoints(SpintlyAssumptions assumptions)
{
    public SimulatorResponse Sites(SpintlyOrganisation organisation, SimulatedRequest request)
    {
        var search = Search(request.Json);
        return Page("sites", organisation.Sites.List(site => Has(site.Name, search)), SpintlyAnswers.Of, request.Json);
    }

    public SimulatorResponse AccessPoints(SpintlyOrganisation organisation, SimulatedRequest request)
    {
        var site = SpintlyCall.Id(request, "siteId");
        if (organisation.Sites.Find(site) is null)
            throw SpintlyAnswers.Refuse(404, "Site not found");

        var search = Search(request.Json);
        var doors = organisation.AccessPoints.List(accessPoint => accessPoint.SiteId == site && Has(accessPoint.Name, search));
        return Page("accessPoints", doors, SpintlyAnswers.Of, request.Json);
    }

    private SimulatorResponse Page<T>(string name, IReadOnlyList<T> all, Func<T, JsonObject> write, JsonElement body)
    {
        var page = 1;
        var perPage = 20;
        if (SpintlyCall.Member(body, "pagination") is { ValueKind: JsonValueKind.Object } pagination)
        {
            page = Positive(pagination, "page", page);
            perPage = Math.Min(Positive(pagination, "perPage", perPage), assumptions.LargestPage);
        }

        var rows = all.Skip((int)Math.Min((long)(page - 1) * perPage, int.MaxValue)).Take(perPage).Select(write);
        return SpintlyAnswers.Success(new JsonObject
        {
            [name] = new JsonArray([.. rows]),
            ["pagination"] = new JsonObject { ["total"] = all.Count, ["perPage"] = perPage, ["currentPage"] = page },
        });
    }

    private static int Positive(JsonElement pagination, string name, int otherwise) => SpintlyCall.Member(pagination, name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number > 0 => number,
        _ => throw SpintlyAnswers.Refuse(400, $"pagination.{name} must be a positive number"),
    };

    private static string? Search(JsonElement body) =>
        SpintlyCall.Member(body, "filters") is { ValueKind: JsonValueKind.Object } filters
        && SpintlyCall.Member(filters, "search") is { ValueKind: JsonValueKind.String } search
            ? search.GetString()
            : null;

    private static bool Has(string name, string? search) => search is null || name.Contains(search, StringComparison.OrdinalIgnoreCase);
}
