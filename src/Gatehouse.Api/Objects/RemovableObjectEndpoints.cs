using System.Text.Json.Serialization.Metadata;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Objects;

/// <summary>What those objects of a facility have in common that can be deleted too.</summary>
/// <inheritdoc cref="ObjectEndpoints{T, TDraft, TCreate, TUpdate}"/>
internal abstract class RemovableObjectEndpoints<T, TDraft, TCreate, TUpdate>(
    ObjectWords words, JsonTypeInfo<TDraft> draftType, Sight sight, ListPages pages)
    : ObjectEndpoints<T, TDraft, TCreate, TUpdate>(words, draftType, sight, pages)
    where T : class
    where TDraft : class
{
    /// <summary>What a caller can confirm, for vendors whose deletion reaches further than the facility.</summary>
    protected virtual QueryParameter[] Confirmations => [];

    public override void Map(IEndpointRouteBuilder api)
    {
        base.Map(api);
        Map(api, HttpMethods.Delete, ItemPattern, Words.WriteScope, $"delete{Words.Name}", $"Delete {Words.Article}", DeleteAsync)
            .TakesQuery(Confirmations)
            .AuditsBefore(BeforeAsync)
            .AnswersNothing();
    }

    protected abstract Task DeleteAsync(string facility, string address, string? confirm);

    private async Task DeleteAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var confirm = Confirmations.Length == 0 ? null : query.Text(Confirmations[0].Name);
        query.ThrowIfWrong();
        await DeleteAsync(context.Route("facility"), context.Route("id"), confirm);
        await JsonAnswer.NothingAsync(context);
    }
}
