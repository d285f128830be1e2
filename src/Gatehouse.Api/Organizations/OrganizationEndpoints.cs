using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Sensitive;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Organizations;

/// <summary>Organizations of a facility.</summary>
internal sealed class OrganizationEndpoints(OrganizationService organizations, Sight sight, ListPages pages)
    : RemovableObjectEndpoints<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate>(
        Naming, GatehouseJson.Default.OrganizationDraft, sight, pages)
{
    private static readonly ObjectWords Naming =
        new("organizations", "Organization", "Organizations", "an organization", Scopes.OrganizationsRead, Scopes.OrganizationsWrite);

    protected override ObjectService<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate> Objects => organizations;

    protected override QueryParameter[] Conditions { get; } = [QueryParameter.Text("q", "Organizations with this text in their name.")];

    protected override async Task<Page<Organization>> ListAsync(HttpContext context, string facility, QueryReader query)
    {
        var text = query.Text("q");
        return await organizations.ListAsync(
            facility, new OrganizationQuery(await Pages.ReadAsync(context, query)) { Text = text }, context.RequestAborted);
    }

    protected override Task DeleteAsync(string facility, string address, string? confirm) =>
        organizations.DeleteAsync(facility, address, CancellationToken.None);

    protected override string IdOf(Organization value) => value.Id;

    protected override Organization Show(Organization value, string system, SensitiveView view) =>
        Sight.Redaction.Apply(value, system, view);
}
