using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>The operations on organizations, the vendor's companies, and the connection test, which reads them.</summary>
internal sealed class CavVisitOrganizations(CavVisitClient client)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<Unit, ConnectionReport>(FacilityOperations.Test, TestAsync),
        new Handler<OrganizationQuery, Page<Organization>>(OrganizationOperations.List, ListAsync),
        new Handler<ItemRequest, Organization>(OrganizationOperations.Get, GetAsync),
        new Handler<OrganizationCreate, Organization>(OrganizationOperations.Create, CreateAsync)
        {
            Required = ["/name"],
            Check = (_, request) => CavVisitCompanyMapping.Check(request.Draft, current: null),
            Baseline = BaselineAsync,
            Search = SearchAsync,
        },
        new Handler<OrganizationUpdate, Organization>(OrganizationOperations.Update, UpdateAsync)
        {
            Check = (_, request) => CavVisitCompanyMapping.Check(request.Draft, request.Current),
        },
        new Handler<ItemRequest, Unit>(OrganizationOperations.Delete, DeleteAsync),
    ];

    private async Task<ConnectionReport> TestAsync(FacilityContext context, Unit request, CancellationToken cancellationToken)
    {
        var companies = await AllAsync(context, cancellationToken);
        var settings = context.Settings<CavVisitSettings>();
        return new ConnectionReport(FormattableString.Invariant(
            $"GetCompanies at {settings.BaseUrl.Host} for customer {settings.CustomerId} answered with {companies.Count} companies."));
    }

    private async Task<Page<Organization>> ListAsync(FacilityContext context, OrganizationQuery query, CancellationToken cancellationToken)
    {
        var scope = CavVisitScope.Of(context);
        return RowPage.Take(
            await AllAsync(context, cancellationToken),
            row => CavVisitCompanyMapping.Read(scope, row),
            organization => query.Text is not { } text || TextMatch.Contains(text, organization.Name),
            query.Page);
    }

    // The vendor has no call for one company.
    private async Task<Organization> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var id = CavVisitIds.Parse(request.Id, "company");
        foreach (var row in await AllAsync(context, cancellationToken))
        {
            if (row.Id == id)
                return CavVisitCompanyMapping.Read(CavVisitScope.Of(context), row);
        }

        throw CavVisitIds.NotFound("company", request.Id);
    }

    private Task<Organization> CreateAsync(FacilityContext context, OrganizationCreate request, CancellationToken cancellationToken) =>
        WriteAsync(context, HttpMethod.Post, "Companies/CreateCompany", CavVisitCompanyMapping.Create(request.Draft), id: null, cancellationToken);

    private async Task<string> BaselineAsync(FacilityContext context, OrganizationCreate request, CancellationToken cancellationToken) =>
        CreateSearch.Note(await AlikeAsync(context, request.Draft, cancellationToken));

    private async Task<Organization?> SearchAsync(
        FacilityContext context, OrganizationCreate request, string? baseline, CancellationToken cancellationToken) =>
        CreateSearch.FindNew(await AlikeAsync(context, request.Draft, cancellationToken), baseline) is { } row
            ? CavVisitCompanyMapping.Read(CavVisitScope.Of(context), row)
            : null;

    private async Task<Organization> UpdateAsync(FacilityContext context, OrganizationUpdate request, CancellationToken cancellationToken)
    {
        var current = request.Current.Raw is null
            ? await GetAsync(context, new ItemRequest(request.Current.Id), cancellationToken)
            : request.Current;
        var body = CavVisitCompanyMapping.Update(CavVisitScope.Of(context), request.Draft, current.Raw!.Value);
        return await WriteAsync(context, HttpMethod.Put, "Companies/UpdateCompany", body, current.Id, cancellationToken);
    }

    private async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var parameter = context.Settings<CavVisitSettings>().DeleteCompanyParameter;
        await client.DoAsync(
            context, HttpMethod.Delete, "Companies/DeleteCompany", parameter, CavVisitIds.Parse(request.Id, "company"), cancellationToken);
        return default;
    }

    private async Task<Organization> WriteAsync(
        FacilityContext context, HttpMethod method, string path, WireBody body, string? id, CancellationToken cancellationToken)
    {
        var rows = await client.WriteAsync(context, method, path, "Company", body, cancellationToken);
        return CavVisitCompanyMapping.Read(CavVisitScope.Of(context), CavVisitAnswers.One(rows, id));
    }

    private async Task<IEnumerable<VendorRow>> AlikeAsync(FacilityContext context, OrganizationDraft draft, CancellationToken cancellationToken) =>
        (await AllAsync(context, cancellationToken)).Where(row => CavVisitCompanyMapping.IsSame(draft, row));

    private Task<IReadOnlyList<VendorRow>> AllAsync(FacilityContext context, CancellationToken cancellationToken) =>
        client.ListAsync(context, "Companies/GetCompanies", cancellationToken);
}
