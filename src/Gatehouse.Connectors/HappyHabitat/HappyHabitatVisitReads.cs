using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Reads visits. The vendor filters by resident alone and does not page; the rest is done here.</summary>
internal sealed class HappyHabitatVisitReads(HappyHabitatClient client, HappyHabitatResidents residents, TimeProvider time)
{
    /// <summary>Lists visits.</summary>
    public async Task<Page<Visit>> ListAsync(FacilityContext context, VisitQuery query, CancellationToken cancellationToken)
    {
        var host = HappyHabitatIds.Find(query.Host);
        if (host is null && query.Host is not null)
            return new Page<Visit>([], null);

        query = query with { Host = host };
        var hosts = query.Organization is { } organization ? await residents.IdsOfAsync(context, organization, cancellationToken) : null;
        var rows = host is null
            ? await client.ListAsync(context, "residentvisits", cancellationToken)
            : await OfResidentAsync(context, host, cancellationToken);
        var scope = HappyHabitatScope.Of(context, time);
        return RowPage.Take(rows, row => HappyHabitatVisitMapping.Read(scope, row), visit => Fits(query, visit, hosts), query.Page);
    }

    /// <summary>Reads a visit.</summary>
    public async Task<Visit> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var id = HappyHabitatIds.Parse(request.Id, "visit");
        var row = HappyHabitatClient.Row(await client.GetAsync(context, $"residentvisits/{id}", cancellationToken));
        return row.Id == id ? HappyHabitatVisitMapping.Read(HappyHabitatScope.Of(context, time), row) : throw HappyHabitatIds.NotFound("visit", id);
    }

    /// <summary>The visits to a resident.</summary>
    public Task<IReadOnlyList<TextRow>> OfResidentAsync(FacilityContext context, string resident, CancellationToken cancellationToken) =>
        client.ListAsync(context, $"residentvisits/resident/{resident}", cancellationToken);

    // Whoever has left is over, although the vendor knows no end of the window.
    private static bool Fits(VisitQuery query, Visit visit, IReadOnlySet<string>? hosts) =>
        (query.From is not { } from || visit.DepartedAt is not { } left || left >= from) && VisitFilter.Fits(query, visit, hosts);
}
