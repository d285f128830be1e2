using System.Globalization;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Time;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Reads visits. What the vendor cannot filter by is filtered here.</summary>
internal sealed class CavVisitVisitReads(CavVisitClient client, TimeProvider time)
{
    /// <summary>Of an organization with more people than this, all visits are read in one call and not person by person.</summary>
    public const int MostHostsReadOneByOne = 50;

    // GetVisitsByDate needs both ends of its period.
    private const int YearsWithoutBound = 10;

    /// <summary>Lists visits.</summary>
    public async Task<Page<Visit>> ListAsync(FacilityContext context, VisitQuery query, CancellationToken cancellationToken)
    {
        if (IsNoId(query.Host) || IsNoId(query.Organization))
            return new Page<Visit>([], null);

        var hosts = query.Organization is { } organization ? await HostsOfAsync(context, organization, cancellationToken) : null;
        var rows = await CandidatesAsync(context, query, hosts, cancellationToken);
        var scope = CavVisitScope.Of(context);
        return RowPage.Take(rows, row => CavVisitVisitMapping.Read(scope, row), visit => VisitFilter.Fits(query, visit, hosts), query.Page);
    }

    /// <summary>Reads a visit: by GetVisitById, or before version 1.2 from the list of all.</summary>
    public async Task<Visit> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var id = CavVisitIds.Parse(request.Id, "visit");
        var rows = context.Settings<CavVisitSettings>().Version >= CavVisitVersion.V12
            ? await client.ListAsync(context, "Visits/GetVisitById", cancellationToken, ("id", request.Id))
            : await client.ListAsync(context, "Visits/GetVisits", cancellationToken);
        foreach (var row in rows)
        {
            if (row.Id == id)
                return CavVisitVisitMapping.Read(CavVisitScope.Of(context), row);
        }

        throw CavVisitIds.NotFound("visit", request.Id);
    }

    /// <summary>The visits around a window, a day more at each end.</summary>
    public Task<IReadOnlyList<VendorRow>> AroundAsync(FacilityContext context, TimeWindow? window, CancellationToken cancellationToken) =>
        ByDateAsync(context, window?.From?.AddDays(-1), window?.To?.AddDays(1), cancellationToken);

    private Task<IReadOnlyList<VendorRow>> CandidatesAsync(
        FacilityContext context, VisitQuery query, IReadOnlySet<string>? hosts, CancellationToken cancellationToken)
    {
        if (query.From is not null || query.To is not null)
        {
            var from = context.Settings<CavVisitSettings>().SearchFindsBeginningOnly ? null : query.From;
            return ByDateAsync(context, from, query.To, cancellationToken);
        }

        if (query.Host is { } host)
            return ByHostAsync(context, host, cancellationToken);
        return hosts is { Count: <= MostHostsReadOneByOne }
            ? ByHostsAsync(context, hosts, cancellationToken)
            : client.ListAsync(context, "Visits/GetVisits", cancellationToken);
    }

    private Task<IReadOnlyList<VendorRow>> ByDateAsync(
        FacilityContext context, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        // An end moves back to the whole minute and a start on, so here they change places: the period may be too long, never too short.
        var dates = CavVisitScope.Of(context).Dates;
        var first = from ?? (to ?? time.GetUtcNow()).AddYears(-YearsWithoutBound);
        var last = to ?? (from ?? time.GetUtcNow()).AddYears(YearsWithoutBound);
        return client.ListAsync(
            context, "Visits/GetVisitsByDate", cancellationToken,
            ("dateFrom", dates.Write(first, LocalEdge.End)), ("dateTo", dates.Write(last, LocalEdge.Start)));
    }

    private Task<IReadOnlyList<VendorRow>> ByHostAsync(FacilityContext context, string host, CancellationToken cancellationToken) =>
        client.ListAsync(context, "Visits/GetVisitsByHost", cancellationToken, ("hostId", host));

    private async Task<IReadOnlyList<VendorRow>> ByHostsAsync(
        FacilityContext context, IReadOnlySet<string> hosts, CancellationToken cancellationToken)
    {
        var lists = await BoundedReads.AllAsync([.. hosts], (host, token) => ByHostAsync(context, host, token), cancellationToken);
        return [.. lists.SelectMany(list => list)];
    }

    private async Task<IReadOnlySet<string>> HostsOfAsync(FacilityContext context, string organization, CancellationToken cancellationToken)
    {
        var rows = await client.ListAsync(context, "Hosts/GetHosts", cancellationToken, ("company", organization));
        return rows.Select(row => row.Id.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsNoId(string? id) => id is not null && !CavVisitIds.TryParse(id, out _);
}
