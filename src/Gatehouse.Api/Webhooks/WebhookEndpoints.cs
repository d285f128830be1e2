using System.Text;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Json;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Gatehouse.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Webhooks;

/// <summary>The webhooks that a facility was sent.</summary>
internal sealed class WebhookEndpoints(WebhookService webhooks, ListPages pages) : EndpointGroup("Webhooks")
{
    private const string List = "/facilities/{facility}/webhooks";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, List, Scopes.WebhooksRead, "listWebhooks", "List the webhooks that a facility was sent, the latest first", ListAsync)
            .TakesQuery(
            [
                QueryParameter.Choice("status", "Webhooks in this state.", StrictJson.Words(typeof(WebhookStatus))),
                QueryParameter.Text("type", "Webhooks of this type, the sender's word."),
                QueryParameter.Time("from", "Webhooks received at or after this time."),
                QueryParameter.Time("to", "Webhooks received before this time."),
                .. ListPages.Parameters,
            ])
            .Answers<ListAnswer<Webhook>>();
        Map(api, HttpMethods.Get, List + "/{id}", Scopes.WebhooksRead, "getWebhook", "Read a webhook with its body", GetAsync)
            .Answers<WebhookAnswer>();
        Map(api, HttpMethods.Post, List + "/{id}/replay", Scopes.WebhooksWrite, "replayWebhook", "Work a webhook once more, under its id", ReplayAsync)
            .AuditsBefore(BeforeAsync)
            .Answers<Webhook>(StatusCodes.Status202Accepted);
        Map(
            api, HttpMethods.Post, List + "/replay", Scopes.WebhooksWrite,
            "replayWebhooks", "Work the webhooks of a time, state or type once more, at most 1000", ReplayManyAsync)
            .Takes<WebhookQuery>()
            .Answers<WebhookReplayAnswer>(StatusCodes.Status202Accepted);
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var wanted = new WebhookQuery
        {
            Status = query.Text("status") is { } word ? Enum.Parse<WebhookStatus>(word, ignoreCase: true) : null,
            Type = query.Text("type"),
            From = query.Time("from"),
            To = query.Time("to"),
        };
        var page = await webhooks.ListAsync(context.Route("facility"), wanted, await pages.ReadAsync(context, query), context.RequestAborted);
        await pages.WriteAsync(context, page.Items, page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (webhook, body) = await webhooks.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        await JsonAnswer.OkAsync(context, new WebhookAnswer(webhook, body is null ? null : Encoding.UTF8.GetString(body)));
    }

    private async Task<Webhook> BeforeAsync(HttpContext context) =>
        (await webhooks.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted)).Webhook;

    private async Task ReplayAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (facility, id) = (context.Route("facility"), context.Route("id"));
        var webhook = await webhooks.ReplayAsync(facility, id, CancellationToken.None);
        await JsonAnswer.AcceptedAsync(context, $"{Prefix}/facilities/{facility}/webhooks/{id}", webhook);
    }

    private async Task ReplayManyAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var query = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.WebhookQuery).Checked();
        var (count, rest) = await webhooks.ReplayAsync(context.Route("facility"), query, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(context, new WebhookReplayAnswer(count, rest), JsonAnswer.ContentType);
    }
}
