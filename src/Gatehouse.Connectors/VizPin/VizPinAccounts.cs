using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on organizations, the vendor's accounts, and the connection test.</summary>
internal sealed class VizPinAccounts(VizPinClient client)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<Unit, ConnectionReport>(FacilityOperations.Test, TestAsync),
        new Handler<OrganizationQuery, Page<Organization>>(OrganizationOperations.List, ListAsync),
        new Handler<ItemRequest, Organization>(OrganizationOperations.Get, GetAsync),
        new Handler<OrganizationCreate, Organization>(OrganizationOperations.Create, CreateAsync)
        {
            Required = ["/name"],
            Check = (context, request) => VizPinAccountMapping.Check(VizPinScope.Of(context), request.Draft, isNew: true),
            Baseline = async (context, request, token) => CreateSearch.Note((await AlikeAsync(context, request.Draft, token)).Select(row => row.Id)),
            Search = async (context, request, baseline, token) =>
                CreateSearch.FindNew(await AlikeAsync(context, request.Draft, token), row => row.Id, baseline) is { } row
                    ? VizPinAccountMapping.Read(VizPinScope.Of(context), row)
                    : null,
        },
        new Handler<OrganizationUpdate, Organization>(OrganizationOperations.Update, UpdateAsync)
        {
            Check = (context, request) => VizPinAccountMapping.Check(VizPinScope.Of(context), request.Draft, isNew: false),
        },
    ];

    /// <summary>The ids of the accounts that a list covers: the one asked for, the facility's, or all.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(FacilityContext context, string? wanted, CancellationToken cancellationToken)
    {
        if ((wanted ?? context.Settings<VizPinSettings>().Account) is { } one)
            return [one];
        return [.. (await RowsAsync(context, cancellationToken)).Select(row => row.Id)];
    }

    private async Task<ConnectionReport> TestAsync(FacilityContext context, Unit request, CancellationToken cancellationToken)
    {
        var now = await client.TestAsync(context, cancellationToken);
        var settings = context.Settings<VizPinSettings>();
        return new ConnectionReport(string.Create(CultureInfo.InvariantCulture,
            $"authenticate and time at {settings.BaseUrl.Host} succeeded for {settings.Username}; VIZpin's clock says {now:yyyy-MM-dd HH:mm:ss} UTC. {VizPinConnector.MixingWarning}"));
    }

    private async Task<Page<Organization>> ListAsync(FacilityContext context, OrganizationQuery query, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var rows = await RowsAsync(context, cancellationToken);
        return TextPage.Take(
            rows.Where(row => scope.Settings.Account is not { } own || row.Id == own).Select(row => VizPinAccountMapping.Read(scope, row)),
            account => account.Id,
            account => query.Text is not { } text || TextMatch.Contains(text, account.Name),
            query.Page);
    }

    private async Task<Organization> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var result = await client.CallAsync(
            context, "account.get", new JsonObject { [scope.Settings.AccountGetParameter] = request.Id }, cancellationToken);
        return VizPinAccountMapping.Read(scope, result.Find("account") ?? throw VizPinErrors.NotFound("account", request.Id));
    }

    private async Task<Organization> CreateAsync(FacilityContext context, OrganizationCreate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = new JsonObject { [scope.Settings.AccountAddParameter] = VizPinAccountMapping.Write(scope, request.Draft) };
        var result = await client.CallAsync(context, "account.add", parameters, cancellationToken);
        return VizPinAccountMapping.Read(scope, result.Written("account"));
    }

    private async Task<Organization> UpdateAsync(FacilityContext context, OrganizationUpdate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var current = request.Current.Raw is null
            ? await GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken)
            : request.Current;
        var parameters = new JsonObject { ["account"] = VizPinAccountMapping.Write(scope, request.Draft, new VizPinRow(current.Id, current.Raw!.Value)) };
        var result = await client.CallAsync(context, "account.edit", parameters, cancellationToken);
        return VizPinAccountMapping.Read(scope, result.Written("account", current.Id));
    }

    private async Task<IEnumerable<VizPinRow>> AlikeAsync(FacilityContext context, OrganizationDraft draft, CancellationToken cancellationToken)
    {
        var name = context.Settings<VizPinSettings>().Members["account.name"];
        return (await RowsAsync(context, cancellationToken)).Where(row => TextMatch.Same(row.Text(name), draft.Name));
    }

    private async Task<IReadOnlyList<VizPinRow>> RowsAsync(FacilityContext context, CancellationToken cancellationToken) =>
        (await client.CallAsync(context, "account.list", [], cancellationToken)).Rows("accounts");
}
