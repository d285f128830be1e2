using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Creates groups: by CreateGroupVisit where it has a place for all that the members have, else by a CreateVisit for each.</summary>
internal sealed class CavVisitVisitGroups(CavVisitClient client, CavVisitVisitReads reads, CavVisitVisits visits)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<VisitGroupCreate, IReadOnlyList<VisitGroupMember>>(VisitOperations.CreateGroup, CreateAsync)
        {
            Unavailable = context => Unavailable(context.Settings<CavVisitSettings>()),
            Required = ["/visitor/name", "/window/from", "/window/to"],
            Check = (context, request) => CavVisitVisitCheck.CreateGroup(CavVisitScope.Of(context), request),
            Search = SearchAsync,
        },
    ];

    private static string? Unavailable(CavVisitSettings settings) => settings.GroupByEach || settings.Version >= CavVisitVersion.V12
        ? null
        : "CreateGroupVisit needs version 1.2 of CavVisit's API (setting apiVersion). With the setting groupCreate=each groups are created one by one.";

    private async Task<IReadOnlyList<VisitGroupMember>> CreateAsync(
        FacilityContext context, VisitGroupCreate request, CancellationToken cancellationToken)
    {
        // An earlier try may have made some of the members.
        var inOneCall = InOneCall(CavVisitScope.Of(context), request);
        var found = await FindAsync(context, request, inOneCall, cancellationToken);
        if (Array.TrueForAll(found, visit => visit is not null))
            return Members(found);
        if (!inOneCall)
            return await EachOfGroup.CreateAsync(request, found, member => visits.CreateAsync(context, member, cancellationToken));

        await CreateInOneCallAsync(context, request, found, cancellationToken);
        return Array.TrueForAll(found, visit => visit is not null)
            ? Members(found)
            : throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, "CavVisit confirmed the group, but not all of its visits can be found.", "group_incomplete", EffectUnknown: true));
    }

    private async Task<IReadOnlyList<VisitGroupMember>?> SearchAsync(
        FacilityContext context, VisitGroupCreate request, string? baseline, CancellationToken cancellationToken)
    {
        var found = await FindAsync(context, request, InOneCall(CavVisitScope.Of(context), request), cancellationToken);
        return Array.TrueForAll(found, visit => visit is not null) ? Members(found) : null;
    }

    private static IReadOnlyList<VisitGroupMember> Members(Visit?[] found) => [.. found.Select(visit => new VisitGroupMember(visit))];

    private static bool InOneCall(CavVisitScope scope, VisitGroupCreate request) =>
        !scope.Settings.GroupByEach && CavVisitGroupMapping.FitsOneCall(scope, request);

    private async Task CreateInOneCallAsync(
        FacilityContext context, VisitGroupCreate request, Visit?[] found, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        var missing = Enumerable.Range(0, found.Length).Where(index => found[index] is null)
            .Select(index => (request.Visits[index], VisitGroupCreate.MarkerOf(request.Marker, index)))
            .ToList();
        var json = CavVisitGroupMapping.Write(scope, missing);
        var rows = await client.WriteUndocumentedAsync(context, HttpMethod.Post, "Visits/CreateGroupVisit", "GroupVisit", json, cancellationToken);
        Take(scope, request, scope.Settings.GroupMarkerField, rows, found);
        if (Array.Exists(found, visit => visit is null))
            Take(scope, request, scope.Settings.GroupMarkerField, await AroundAsync(context, request, cancellationToken), found);
    }

    private async Task<Visit?[]> FindAsync(
        FacilityContext context, VisitGroupCreate request, bool inOneCall, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        var found = new Visit?[request.Visits.Count];
        var field = inOneCall ? scope.Settings.GroupMarkerField : scope.Settings.MarkerField;
        Take(scope, request, field, await AroundAsync(context, request, cancellationToken), found);
        return found;
    }

    private Task<IReadOnlyList<VendorRow>> AroundAsync(FacilityContext context, VisitGroupCreate request, CancellationToken cancellationToken) =>
        reads.AroundAsync(
            context,
            new TimeWindow { From = request.Visits.Min(visit => visit.Window?.From), To = request.Visits.Max(visit => visit.Window?.To) },
            cancellationToken);

    private static void Take(CavVisitScope scope, VisitGroupCreate request, string field, IReadOnlyList<VendorRow> rows, Visit?[] found)
    {
        var byMarker = rows.Select(row => (Marker: CavVisitVisitMapping.Marker(row, field), Row: row))
            .Where(row => row.Marker is not null)
            .DistinctBy(row => row.Marker)
            .ToDictionary(row => row.Marker!, row => row.Row, StringComparer.Ordinal);
        for (var index = 0; index < found.Length; index++)
        {
            if (found[index] is null && byMarker.TryGetValue(VisitGroupCreate.MarkerOf(request.Marker, index), out var row))
                found[index] = CavVisitVisitMapping.Read(scope, row);
        }
    }
}
