using System.Text.Json;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Sensitive;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Places;

/// <summary>Sites of a facility.</summary>
internal sealed class SiteEndpoints(SiteService sites, Sight sight, ListPages pages)
    : ObjectEndpoints<Site, SiteDraft>(Naming, GatehouseJson.Default.SiteDraft, sight, pages)
{
    private static readonly ObjectWords Naming = new("sites", "Site", "Sites", "a site", Scopes.PlacesRead, Scopes.PlacesWrite);

    protected override QueryParameter[] Conditions => PlaceConditions.All;

    protected override async Task<Page<Site>> ListAsync(HttpContext context, string facility, QueryReader query) =>
        await sites.ListAsync(facility, await PlaceConditions.ReadAsync(context, query, Pages), context.RequestAborted);

    protected override Task<Site> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        sites.GetAsync(facility, address, cancellationToken);

    protected override Task<Written<Site>> CreateAsync(string facility, Input<SiteDraft> input, string? operationId) =>
        sites.CreateAsync(facility, input, operationId, CancellationToken.None);

    protected override Task<Written<Site>> PutAsync(string facility, string key, JsonElement body) =>
        sites.PutAsync(facility, key, body, null, CancellationToken.None);

    protected override Task<Site> PatchAsync(string facility, string address, JsonElement patch) =>
        sites.PatchAsync(facility, address, patch, CancellationToken.None);

    protected override string IdOf(Site value) => value.Id;

    protected override Site Show(Site value, string system, SensitiveView view) => Sight.Redaction.Apply(value, system, view);
}
