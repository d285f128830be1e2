using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Reads visits, by the paths that the facility's settings name.</summary>
internal sealed class AktionVisitReads(AktionClient client, AktionCredentials credentials, AktionLicences licences, TimeProvider time)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<VisitQuery, Page<Visit>>(VisitOperations.List, ListAsync)
        {
            Unavailable = context => Reason(context, context.Settings<AktionSettings>().ListPath, "lists visits", "getAllPath"),
        },
        new Handler<ItemRequest, Visit>(VisitOperations.Get, GetAsync) { Unavailable = ReasonOfGet },
    ];

    /// <summary>Why a visit cannot be read at this facility; <see langword="null"/> when it can.</summary>
    public string? ReasonOfGet(FacilityContext context) => Reason(context, context.Settings<AktionSettings>().GetPath, "reads a visit", "getPath");

    /// <summary>Reads a visit with its entry codes.</summary>
    public async Task<Visit> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var visit = await StateAsync(context, AktionIds.Parse(request.Id), cancellationToken);
        if (visit.Credentials.Count > 0 || visit.Status is VisitStatus.Departed or VisitStatus.Denied)
            return visit;

        try
        {
            return visit with { Credentials = await credentials.OfVisitAsync(context, visit.Id, cancellationToken) };
        }
        catch (VendorException exception) when (exception.Error.Kind is VendorErrorKind.Forbidden or VendorErrorKind.NotSupported or VendorErrorKind.NotFound)
        {
            // The visit is there, and this user does not see its codes.
            return visit;
        }
    }

    /// <summary>Reads a visit as the vendor answers it.</summary>
    public async Task<Visit> StateAsync(FacilityContext context, string id, CancellationToken cancellationToken) => AktionVisitMapping.Read(
        AktionScope.Of(context),
        await client.GetAsync(context, context.Settings<AktionSettings>().GetPath!, cancellationToken, ("VisitId", id)));

    private async Task<Page<Visit>> ListAsync(FacilityContext context, VisitQuery query, CancellationToken cancellationToken)
    {
        var scope = AktionScope.Of(context);
        var page = await AktionPages.TakeAsync(
            client, context, scope.Settings.ListPath!, Times(scope, query), row => AktionVisitMapping.Read(scope, row),
            visit => visit.Id, visit => Fits(query with { Status = null }, visit), query.Page, cancellationToken);
        var visits = scope.Settings.GetPath is null
            ? page.Items
            : await BoundedReads.AllAsync(page.Items, (visit, token) => WithStateAsync(context, visit, token), cancellationToken);
        return page with { Items = [.. visits.Where(visit => query.Status is not { } status || visit.Status == status)] };
    }

    // A row says no state. Of a visit that is over it does not matter which it was in last.
    private async Task<Visit> WithStateAsync(FacilityContext context, Visit row, CancellationToken cancellationToken)
    {
        if (AktionVisitMapping.Member(row.Raw!.Value, "State").ValueKind == JsonValueKind.Number)
            return row;
        if (row.Window?.To <= time.GetUtcNow())
            return row with { Status = VisitStatus.Departed };

        try
        {
            var read = await StateAsync(context, row.Id, cancellationToken);
            return read with { Window = row.Window, Credentials = row.Credentials, Raw = row.Raw };
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // It was removed between the two calls; the next listing does not have it.
            return row;
        }
    }

    private static (string Name, string Value)[] Times(AktionScope scope, VisitQuery query)
    {
        var times = new List<(string, string)>(2);
        if (query.From is { } from)
            times.Add(("TimeFrom", scope.WriteDate(from, LocalEdge.End)));
        if (query.To is { } to)
            times.Add(("TimeTo", scope.WriteDate(to, LocalEdge.Start)));
        return [.. times];
    }

    private static bool Fits(VisitQuery query, Visit visit) =>
        (query.Organization is not { } organization || visit.Organization?.Id == organization)
        && VisitFilter.Fits(query with { Organization = null }, visit, null);

    private string? Reason(FacilityContext context, string? path, string does, string setting) => path is null
        ? $"Aktion documents no path for the call that {does}. Set the facility's setting {setting} to the one that this installation has."
        : licences.Reason(context, path);
}
