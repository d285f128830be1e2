using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Requests;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Sensitive;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Objects;

/// <summary>What the objects of a facility have in common: list, get, create, put by key, change.</summary>
/// <typeparam name="T">The object's type.</typeparam>
/// <typeparam name="TDraft">What callers write.</typeparam>
/// <typeparam name="TCreate">The connectors' request to create one.</typeparam>
/// <typeparam name="TUpdate">The connectors' request to change one.</typeparam>
/// <param name="words">What the objects are called.</param>
/// <param name="draftType">How drafts are read.</param>
/// <param name="sight">Shows objects.</param>
/// <param name="pages">Reads and writes pages.</param>
internal abstract class ObjectEndpoints<T, TDraft, TCreate, TUpdate>(ObjectWords words, JsonTypeInfo<TDraft> draftType, Sight sight, ListPages pages)
    : EndpointGroup(words.Names)
    where T : class
    where TDraft : class
{
    /// <summary>The address of the list.</summary>
    protected string ListPattern { get; } = $"/facilities/{{facility}}/{words.Plural}";

    /// <summary>The address of an object.</summary>
    protected string ItemPattern { get; } = $"/facilities/{{facility}}/{words.Plural}/{{id}}";

    /// <summary>What the objects are called.</summary>
    protected ObjectWords Words { get; } = words;

    /// <summary>Shows objects.</summary>
    protected Sight Sight { get; } = sight;

    /// <summary>Reads and writes pages.</summary>
    protected ListPages Pages { get; } = pages;

    /// <summary>Reads and writes the objects.</summary>
    protected abstract ObjectService<T, TDraft, TCreate, TUpdate> Objects { get; }

    /// <summary>The list's own conditions.</summary>
    protected abstract QueryParameter[] Conditions { get; }

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, ListPattern, Words.ReadScope, $"list{Words.Names}", $"List a facility's {Words.Plural}", ListAsync)
            .TakesQuery([.. Conditions, QueryParameter.Include, .. ListPages.Parameters])
            .Answers<ListAnswer<T>>();
        Map(
            api, HttpMethods.Get, ItemPattern, Words.ReadScope,
            $"get{Words.Name}", $"Get {Words.Article} by its id or key:{{key}}", GetAsync)
            .TakesQuery(QueryParameter.Include)
            .Answers<T>();
        Map(api, HttpMethods.Post, ListPattern, Words.WriteScope, $"create{Words.Name}", $"Create {Words.Article}", CreateAsync)
            .Takes<TDraft>()
            .Answers<T>(StatusCodes.Status200OK, StatusCodes.Status201Created);
        Map(
            api, HttpMethods.Put, $"{ListPattern}/{ObjectAddress.KeyPrefix}{{key}}", Words.WriteScope,
            $"put{Words.Name}", $"Create {Words.Article} with your key, or change the one that has it", PutAsync)
            .Takes<TDraft>()
            .AuditsBefore(BeforeAsync)
            .Answers<T>(StatusCodes.Status200OK, StatusCodes.Status201Created);
        Map(
            api, HttpMethods.Patch, ItemPattern, Words.WriteScope,
            $"update{Words.Name}", $"Change {Words.Article}: what is omitted stays, null clears", PatchAsync)
            .TakesPatch<TDraft>()
            .AuditsBefore(BeforeAsync)
            .Answers<T>();
    }

    /// <summary>Reads the conditions, then the page, and lists.</summary>
    protected abstract Task<Page<T>> ListAsync(HttpContext context, string facility, QueryReader query);

    protected abstract string IdOf(T value);

    /// <summary>An object before it is changed, for the audit: the hub's own record, so that no vendor keeps a change waiting.</summary>
    protected async Task<T?> BeforeAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var address = context.Request.RouteValues["key"] is string key ? ObjectAddress.KeyPrefix + key : context.Route("id");
        return await Objects.FindSeenAsync(facility, address, context.RequestAborted) is { } seen
            ? Show(seen, await Sight.SystemAsync(facility, context.RequestAborted), new SensitiveView(Credentials: false, Personal: false, Raw: false))
            : null;
    }

    /// <summary>Refuses what the caller's key does not allow in the body of a new object, beyond the endpoint's own scope.</summary>
    protected virtual void CheckBody(HttpContext context, JsonElement body)
    {
    }

    /// <summary>An object as a caller may see it.</summary>
    protected abstract T Show(T value, string system, SensitiveView view);

    /// <summary>Adds what only the API knows.</summary>
    protected virtual ValueTask<T> CompleteAsync(HttpContext context, T value) => ValueTask.FromResult(value);

    /// <summary>Answers 200 with an object.</summary>
    protected async Task AnswerAsync(HttpContext context, T value, bool raw = false) => await JsonAnswer.OkAsync(
        context,
        Show(await CompleteAsync(context, value), await Sight.SystemAsync(context.Route("facility"), CancellationToken.None), Sight.Of(context, raw)));

    /// <summary>Completes the objects of a page.</summary>
    protected async Task<Page<T>> CompleteAsync(HttpContext context, Page<T> page)
    {
        var items = new List<T>(page.Items.Count);
        foreach (var item in page.Items)
            items.Add(await CompleteAsync(context, item));
        return page with { Items = items };
    }

    /// <summary>The operation of a request with an Idempotency-Key.</summary>
    protected static string? OperationId(HttpContext context) => context.Features.Get<IOperationIdFeature>()?.OperationId;

    private async Task ListAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var query = new QueryReader(context);
        var raw = query.IncludesRaw();
        var page = await CompleteAsync(context, await ListAsync(context, facility, query));
        var (system, view) = (await Sight.SystemAsync(facility, context.RequestAborted), Sight.Of(context, raw));
        await Pages.WriteAsync(context, [.. page.Items.Select(item => Show(item, system, view))], page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var raw = query.IncludesRaw();
        query.ThrowIfWrong();
        await AnswerAsync(context, await Objects.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted), raw);
    }

    private async Task CreateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var body = await RequestBody.ReadJsonAsync(context);
        CheckBody(context, body);
        var input = StrictJson.Read(body, draftType);
        await WrittenAsync(context, await Objects.CreateAsync(context.Route("facility"), input, OperationId(context), CancellationToken.None));
    }

    private async Task PutAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var body = await RequestBody.ReadJsonAsync(context);
        CheckBody(context, body);
        await WrittenAsync(context, await Objects.PutAsync(context.Route("facility"), context.Route("key"), body, null, CancellationToken.None));
    }

    private async Task PatchAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var patch = await RequestBody.ReadJsonAsync(context);
        await AnswerAsync(context, await Objects.PatchAsync(context.Route("facility"), context.Route("id"), patch, CancellationToken.None));
    }

    private async Task WrittenAsync(HttpContext context, Written<T> written)
    {
        var facility = context.Route("facility");
        if (!written.Created)
        {
            await AnswerAsync(context, written.Value);
            return;
        }

        var shown = Show(await CompleteAsync(context, written.Value), await Sight.SystemAsync(facility, CancellationToken.None), Sight.Of(context, raw: false));
        await JsonAnswer.CreatedAsync(
            context, $"{Prefix}/facilities/{facility}/{Words.Plural}/{Uri.EscapeDataString(IdOf(written.Value))}", shown);
    }
}
