using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.DeadLetters;
using Gatehouse.Json;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.DeadLetters;

/// <summary>What was given up: for administrators, since it is of all facilities and of the hub itself.</summary>
internal sealed class DeadLetterEndpoints(DeadLetterService letters, ListPages pages) : EndpointGroup("Dead letters")
{
    private const string List = "/dead-letters";
    private const string Item = List + "/{id}";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, List, Scopes.Admin, "listDeadLetters", "List what was given up, the latest first", ListAsync)
            .TakesQuery(
            [
                QueryParameter.Choice("kind", "Of this kind: the queue, or the kind of work.", letters.Kinds),
                QueryParameter.Text("facility", "Of this facility."),
                QueryParameter.Text("reference", "About this id."),
                QueryParameter.Time("from", "Given up at or after this time."),
                QueryParameter.Time("to", "Given up before this time."),
                QueryParameter.Flag("replayed", "Those that were replayed already; those that were not when absent."),
                .. ListPages.Parameters,
            ])
            .Answers<ListAnswer<DeadLetterAnswer>>();
        Map(api, HttpMethods.Get, Item, Scopes.Admin, "getDeadLetter", "Read a dead letter", GetAsync).Answers<DeadLetterAnswer>();
        Map(api, HttpMethods.Post, Item + "/replay", Scopes.Admin, "replayDeadLetter", "Set going again what was given up, under the ids that it had", ReplayAsync)
            .AuditsBefore(FindAsync)
            .Answers<DeadLetterAnswer>(StatusCodes.Status202Accepted);
        Map(api, HttpMethods.Post, List + "/replay", Scopes.Admin, "replayDeadLetters", "Replay what a filter means, at most 1000", ReplayManyAsync)
            .Takes<DeadLetterQuery>()
            .Answers<DeadLetterReplayAnswer>(StatusCodes.Status202Accepted);
        Map(api, HttpMethods.Delete, Item, Scopes.Admin, "discardDeadLetter", "Forget a dead letter: it cannot be replayed any more", DiscardAsync)
            .AuditsBefore(FindAsync)
            .AnswersNothing();
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var wanted = new DeadLetterQuery
        {
            Kind = query.Text("kind"),
            Facility = query.Text("facility"),
            Reference = query.Text("reference"),
            From = query.Time("from"),
            To = query.Time("to"),
            Replayed = query.Flag("replayed"),
        };
        var page = await letters.ListAsync(wanted, await pages.ReadAsync(context, query), context.RequestAborted);
        await pages.WriteAsync<DeadLetterAnswer>(context, [.. page.Items.Select(DeadLetterAnswer.Of)], page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, await FindAsync(context));
    }

    private async Task<DeadLetterAnswer> FindAsync(HttpContext context) =>
        DeadLetterAnswer.Of(await letters.GetAsync(context.Route("id"), context.RequestAborted));

    private async Task ReplayAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var entry = await letters.ReplayAsync(context.Route("id"), CancellationToken.None);
        await JsonAnswer.AcceptedAsync(context, $"{Prefix}/dead-letters/{entry.Id}", DeadLetterAnswer.Of(entry));
    }

    private async Task ReplayManyAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var query = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.DeadLetterQuery).Checked();
        var (count, failures, isMore) = await letters.ReplayAsync(query, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(context, new DeadLetterReplayAnswer(count, failures, isMore), JsonAnswer.ContentType);
    }

    private async Task DiscardAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await letters.DiscardAsync(context.Route("id"), CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }
}
