using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Reads visits from the hub's own record: Spintly neither lists nor reads meetings.</summary>
internal sealed class SpintlyVisitReads(VisitRecords records)
{
    public async Task<Page<Visit>> ListAsync(FacilityContext context, VisitQuery query, CancellationToken cancellationToken)
    {
        var items = new List<Visit>();
        await foreach (var visit in records.ListAsync(context.Facility.Id, cancellationToken))
        {
            if (string.CompareOrdinal(visit.Id, query.Page.Position) <= 0 || !Fits(query, visit))
                continue;
            if (items.Count == query.Page.Limit)
                return new Page<Visit>(items, items[^1].Id);

            items.Add(visit);
        }

        return new Page<Visit>(items, null);
    }

    public async Task<Visit> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken) =>
        await records.GetAsync(context.Facility.Id, request.Id, cancellationToken)
        ?? throw new VendorException(new VendorError(
            VendorErrorKind.NotFound, $"The hub made no visit '{VendorHttp.Shorten(request.Id)}' at Spintly, which cannot be asked for others.", "not_found"));

    private static bool Fits(VisitQuery query, Visit visit) =>
        VisitFilter.Fits(query with { Organization = null }, visit, hosts: null)
        && (query.Organization is not { } organization || visit.Organization?.Id == organization);
}
