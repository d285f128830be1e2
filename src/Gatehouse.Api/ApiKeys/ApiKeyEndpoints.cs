using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.ApiKeys;
using Gatehouse.Json;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.ApiKeys;

/// <summary>Callers' keys, for administrators.</summary>
internal sealed class ApiKeyEndpoints(ApiKeyService keys, ListPages pages) : EndpointGroup("API keys")
{
    private const string Item = "/api-keys/{id}";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, "/api-keys", Scopes.Admin, "listApiKeys", "List API keys", ListAsync)
            .TakesQuery(ListPages.Parameters).Answers<ListAnswer<ApiKeyAnswer>>();
        Map(
            api, HttpMethods.Post, "/api-keys", Scopes.Admin,
            "createApiKey", "Create an API key; its text is shown this once", CreateAsync)
            .Takes<ApiKeyDraft>().Answers<ApiKeyAnswer>(StatusCodes.Status201Created).ShowsOnce("key");
        Map(api, HttpMethods.Get, Item, Scopes.Admin, "getApiKey", "Get an API key", GetAsync).Answers<ApiKeyAnswer>();
        Map(
            api, HttpMethods.Post, Item + "/disable", Scopes.Admin,
            "disableApiKey", "Refuse an API key", context => SetDisabledAsync(context, true))
            .AuditsBefore(FindAsync)
            .Answers<ApiKeyAnswer>();
        Map(
            api, HttpMethods.Post, Item + "/enable", Scopes.Admin,
            "enableApiKey", "Accept an API key again", context => SetDisabledAsync(context, false))
            .AuditsBefore(FindAsync)
            .Answers<ApiKeyAnswer>();
        Map(api, HttpMethods.Delete, Item, Scopes.Admin, "deleteApiKey", "Delete an API key", DeleteAsync).AuditsBefore(FindAsync).AnswersNothing();
    }

    private async Task ListAsync(HttpContext context)
    {
        var page = await keys.ListAsync(await pages.ReadAsync(context, new QueryReader(context)), context.RequestAborted);
        await pages.WriteAsync(context, [.. page.Items.Select(ApiKeyAnswer.Of)], page.Next);
    }

    private async Task CreateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.ApiKeyDraft);
        var issued = await keys.CreateAsync(draft, CancellationToken.None);
        await JsonAnswer.CreatedAsync(context, $"{Prefix}/api-keys/{issued.Key.Id}", ApiKeyAnswer.Of(issued.Key) with { Key = issued.Text });
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, await FindAsync(context));
    }

    private async Task<ApiKeyAnswer> FindAsync(HttpContext context) => ApiKeyAnswer.Of(await keys.GetAsync(context.Route("id"), context.RequestAborted));

    private async Task SetDisabledAsync(HttpContext context, bool disabled)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, ApiKeyAnswer.Of(await keys.SetDisabledAsync(context.Route("id"), disabled, CancellationToken.None)));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await keys.DeleteAsync(context.Route("id"), CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }
}
