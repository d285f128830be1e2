using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Gatehouse.Json;
using Gatehouse.Operations;
using Gatehouse.Security;
using Gatehouse.Subscriptions;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Subscriptions;

/// <summary>Who is sent events.</summary>
internal sealed class SubscriptionEndpoints(
    SubscriptionService subscriptions, SubscriptionAnswers answers, SignedLinks links, ListPages pages, TimeProvider time)
    : EndpointGroup("Subscriptions")
{
    private const string Item = "/subscriptions/{id}";
    private const int DefaultOverlapHours = 24;

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, "/subscriptions", Scopes.SubscriptionsRead, "listSubscriptions", "List subscriptions", ListAsync)
            .TakesQuery(ListPages.Parameters)
            .Answers<ListAnswer<SubscriptionView>>();
        Map(
            api, HttpMethods.Post, "/subscriptions", Scopes.SubscriptionsWrite,
            "createSubscription", "Have events sent to an address; the secret is shown this once", CreateAsync)
            .Takes<SubscriptionDraft>()
            .Answers<SubscriptionView>(StatusCodes.Status201Created)
            .ShowsOnce("secret");
        Map(api, HttpMethods.Get, Item, Scopes.SubscriptionsRead, "getSubscription", "Get a subscription", GetAsync)
            .TakesQuery(QueryParameter.Text("t", "Part of the address in Location; not needed here."))
            .Answers<SubscriptionView>();
        MapPublic(api, HttpMethods.Delete, Item, "deleteSubscription", "Send no more events; with the token of the Location also without an API key", DeleteAsync)
            .TakesQuery(QueryParameter.Text("t", "The token, part of the address in Location."))
            .AuditsBefore(FindAsync)
            .AnswersNothing();
        Map(
            api, HttpMethods.Post, Item + "/rotate-secret", Scopes.SubscriptionsWrite,
            "rotateSubscriptionSecret", "Make a new secret, shown this once; the one before is used as well for a while", RotateAsync)
            .TakesOptional<RotationDraft>()
            .Answers<SubscriptionView>()
            .AuditsBefore(FindAsync)
            .ShowsOnce("secret");
        Map(
            api, HttpMethods.Post, Item + "/enable", Scopes.SubscriptionsWrite,
            "enableSubscription", "Send events again to a subscription that was disabled, from now on for as long as your key is good", EnableAsync)
            .AuditsBefore(FindAsync)
            .Answers<SubscriptionView>();
        Map(
            api, HttpMethods.Post, Item + "/test", Scopes.SubscriptionsWrite,
            "testSubscription", "Send an event of the type subscription.test at once, and answer what came of it", TestAsync)
            .Answers<DeliveryAttempt>();
        Map(
            api, HttpMethods.Post, Item + "/replay", Scopes.SubscriptionsWrite,
            "replaySubscription", "Send the events of a range once more, with the ids that they have", ReplayAsync)
            .Takes<ReplayDraft>()
            .Answers<ReplayAnswer>(StatusCodes.Status202Accepted);
        Map(api, HttpMethods.Get, Item + "/deliveries", Scopes.SubscriptionsRead, "listDeliveries", "List deliveries and their tries, the latest event first", ListDeliveriesAsync)
            .TakesQuery(ListPages.Parameters)
            .Answers<ListAnswer<DeliveryView>>();
    }

    private async Task ListAsync(HttpContext context)
    {
        var page = await pages.ReadAsync(context, new QueryReader(context));
        var rest = (await subscriptions.ListAsync(context.Caller().Facilities, context.RequestAborted))
            .SkipWhile(subscription => page.Position is not null && string.CompareOrdinal(subscription.Id, page.Position) <= 0)
            .Take(page.Limit + 1)
            .ToList();
        var next = rest.Count > page.Limit ? rest[page.Limit - 1].Id : null;
        await pages.WriteAsync(context, [.. rest.Take(page.Limit).Select(answers.View)], next);
    }

    private async Task CreateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.SubscriptionDraft);
        var (subscription, secret) = await subscriptions.CreateAsync(input, context.Caller(), CancellationToken.None);
        await answers.CreatedAsync(context, subscription, secret);
    }

    private async Task GetAsync(HttpContext context)
    {
        new QueryReader(context).ThrowIfWrong();
        await JsonAnswer.OkAsync(context, await FindAsync(context));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var token = query.Text("t");
        var id = context.Route("id");
        if (!await links.IsValidAsync(SubscriptionAnswers.LinkPurpose, id, token, context.RequestAborted))
        {
            if (context.FindCaller() is not { } caller)
            {
                await context.ChallengeAsync();
                return;
            }

            if (!caller.Allows(Scopes.SubscriptionsWrite))
                throw new ProblemException(StatusCodes.Status403Forbidden, "scope_missing", $"This API key lacks the scope {Scopes.SubscriptionsWrite}.");
            query.ThrowIfWrong();
            await subscriptions.GetAsync(id, caller.Facilities, context.RequestAborted);
        }

        await subscriptions.DeleteAsync(id, CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }

    private async Task RotateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.RotationDraft);
        var hours = input.Checked().OverlapHours ?? DefaultOverlapHours;
        if (hours < 0 || hours > SubscriptionService.LongestOverlap.TotalHours)
            throw new InvalidInputException("/overlapHours", FormattableString.Invariant($"Must be 0 to {SubscriptionService.LongestOverlap.TotalHours}."));
        var (subscription, secret) = await subscriptions.RotateAsync(
            context.Route("id"), TimeSpan.FromHours(hours), context.Caller().Facilities, CancellationToken.None);
        await JsonAnswer.OkAsync(context, answers.View(subscription) with { Secret = secret });
    }

    private async Task EnableAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, answers.View(await subscriptions.EnableAsync(context.Route("id"), context.Caller(), CancellationToken.None)));
    }

    private async Task TestAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, await subscriptions.TestAsync(context.Route("id"), context.Caller().Facilities, CancellationToken.None));
    }

    private async Task ReplayAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.ReplayDraft).Checked();
        var to = draft.To ?? time.GetUtcNow();
        if (to <= draft.From)
            throw new InvalidInputException("/to", "Must be after from.");
        var id = context.Route("id");
        var replay = await subscriptions.ReplayAsync(id, draft.From, to, context.Caller().Facilities, CancellationToken.None);
        await JsonAnswer.AcceptedAsync(context, $"{Prefix}/subscriptions/{id}/deliveries", new ReplayAnswer(replay, draft.From, to));
    }

    private async Task ListDeliveriesAsync(HttpContext context)
    {
        var page = await pages.ReadAsync(context, new QueryReader(context));
        var found = await subscriptions.ListDeliveriesAsync(context.Route("id"), page, context.Caller().Facilities, context.RequestAborted);
        await pages.WriteAsync(context, [.. found.Items.Select(DeliveryView.Of)], found.Next);
    }

    private async Task<SubscriptionView> FindAsync(HttpContext context) =>
        answers.View(await subscriptions.GetAsync(context.Route("id"), context.FindCaller()?.Facilities, context.RequestAborted));
}
