using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Places;

/// <summary>A facility's places of one kind.</summary>
/// <inheritdoc cref="ObjectEndpoints{T, TDraft}"/>
internal abstract class PlaceEndpoints<T, TDraft, TCreate, TUpdate>(
    ObjectWords words, JsonTypeInfo<TDraft> draftType, PlaceService<T, TDraft, TCreate, TUpdate> places, Sight sight, ListPages pages)
    : ObjectEndpoints<T, TDraft>(words, draftType, sight, pages)
    where T : class
    where TDraft : class
{
    protected override QueryParameter[] Conditions => PlaceConditions.All;

    protected override async Task<Page<T>> ListAsync(HttpContext context, string facility, QueryReader query) =>
        await places.ListAsync(facility, await PlaceConditions.ReadAsync(context, query, Pages), context.RequestAborted);

    protected override Task<T> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        places.GetAsync(facility, address, cancellationToken);

    protected override Task<Written<T>> CreateAsync(string facility, Input<TDraft> input, string? operationId) =>
        places.CreateAsync(facility, input, operationId, CancellationToken.None);

    protected override Task<Written<T>> PutAsync(string facility, string key, JsonElement body) =>
        places.PutAsync(facility, key, body, null, CancellationToken.None);

    protected override Task<T> PatchAsync(string facility, string address, JsonElement patch) =>
        places.PatchAsync(facility, address, patch, CancellationToken.None);
}
