using System.Text.Json;
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
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Organizations;

/// <summary>Organizations of a facility.</summary>
internal sealed class OrganizationEndpoints(OrganizationService organizations, Sight sight, ListPages pages)
    : RemovableObjectEndpoints<Organization, OrganizationDraft>(Naming, GatehouseJson.Default.OrganizationDraft, sight, pages)
{
    private static readonly ObjectWords Naming =
        new("organizations", "Organization", "Organizations", "an organization", Scopes.OrganizationsRead, Scopes.OrganizationsWrite);

    protected override QueryParameter[] Conditions { get; } = [QueryParameter.Text("q", "Organizations with this text in their name.")];

    protected override async Task<Page<Organization>> ListAsync(HttpContext context, string facility, QueryReader query)
    {
        var text = query.Text("q");
        return await organizations.ListAsync(
            facility, new OrganizationQuery(await Pages.ReadAsync(context, query)) { Text = text }, context.RequestAborted);
    }

    protected override Task<Organization> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        organizations.GetAsync(facility, address, cancellationToken);

    protected override Task<Written<Organization>> CreateAsync(string facility, Input<OrganizationDraft> input, string? operationId) =>
        organizations.CreateAsync(facility, input, operationId, CancellationToken.None);

    protected override Task<Written<Organization>> PutAsync(string facility, string key, JsonElement body) =>
        organizations.PutAsync(facility, key, body, null, CancellationToken.None);

    protected override Task<Organization> PatchAsync(string facility, string address, JsonElement patch) =>
        organizations.PatchAsync(facility, address, patch, CancellationToken.None);

    protected override Task DeleteAsync(string facility, string address, string? confirm) =>
        organizations.DeleteAsync(facility, address, CancellationToken.None);

    protected override string IdOf(Organization value) => value.Id;

    protected override Organization Show(Organization value, string system, SensitiveView view) =>
        Sight.Redaction.Apply(value, system, view);
}
