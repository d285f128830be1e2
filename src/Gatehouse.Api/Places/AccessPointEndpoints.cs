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

/// <summary>Access points of a facility.</summary>
internal sealed class AccessPointEndpoints(AccessPointService accessPoints, Sight sight, ListPages pages)
    : ObjectEndpoints<AccessPoint, AccessPointDraft>(Naming, GatehouseJson.Default.AccessPointDraft, sight, pages)
{
    private static readonly ObjectWords Naming = new("access-points", "AccessPoint", "AccessPoints", "an access point", Scopes.PlacesRead, Scopes.PlacesWrite);

    protected override QueryParameter[] Conditions => PlaceConditions.All;

    protected override async Task<Page<AccessPoint>> ListAsync(HttpContext context, string facility, QueryReader query) =>
        await accessPoints.ListAsync(facility, await PlaceConditions.ReadAsync(context, query, Pages), context.RequestAborted);

    protected override Task<AccessPoint> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        accessPoints.GetAsync(facility, address, cancellationToken);

    protected override Task<Written<AccessPoint>> CreateAsync(string facility, Input<AccessPointDraft> input, string? operationId) =>
        accessPoints.CreateAsync(facility, input, operationId, CancellationToken.None);

    protected override Task<Written<AccessPoint>> PutAsync(string facility, string key, JsonElement body) =>
        accessPoints.PutAsync(facility, key, body, null, CancellationToken.None);

    protected override Task<AccessPoint> PatchAsync(string facility, string address, JsonElement patch) =>
        accessPoints.PatchAsync(facility, address, patch, CancellationToken.None);

    protected override string IdOf(AccessPoint value) => value.Id;

    protected override AccessPoint Show(AccessPoint value, string system, SensitiveView view) => Sight.Redaction.Apply(value, system, view);
}
