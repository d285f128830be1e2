using System.Text.Json.Serialization.Metadata;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Places;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Places;

/// <summary>A facility's places of one kind.</summary>
/// <inheritdoc cref="ObjectEndpoints{T, TDraft, TCreate, TUpdate}"/>
internal abstract class PlaceEndpoints<T, TDraft, TCreate, TUpdate>(
    ObjectWords words, JsonTypeInfo<TDraft> draftType, PlaceService<T, TDraft, TCreate, TUpdate> places, Sight sight, ListPages pages)
    : ObjectEndpoints<T, TDraft, TCreate, TUpdate>(words, draftType, sight, pages)
    where T : class
    where TDraft : class
{
    protected override ObjectService<T, TDraft, TCreate, TUpdate> Objects => places;

    protected override QueryParameter[] Conditions => PlaceConditions.All;

    protected override async Task<Page<T>> ListAsync(HttpContext context, string facility, QueryReader query) =>
        await places.ListAsync(facility, await PlaceConditions.ReadAsync(context, query, Pages), context.RequestAborted);
}
