using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Api.Subscriptions;
using Gatehouse.Events;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Subscriptions;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What starts flows: an address for each kind of subscription, and one to poll.</summary>
internal sealed class TriggerEndpoints(
    SubscriptionService subscriptions, SubscriptionAnswers answers, EventReader events, Cursors cursors, TimeProvider time)
    : EndpointGroup("Power Platform")
{
    private const int MostEvents = 100;

    private static readonly IReadOnlyList<EventTypeAnswer> Types =
        [.. EventTypes.All.Select(type => new EventTypeAnswer(type, ConnectorWords.Friendly(type)))];

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, "/power-platform/event-types", Scopes.EventsRead, "listEventTypes", "List the types of events", TypesAsync)
            .Answers<ListAnswer<EventTypeAnswer>>();
        Map(
            api, HttpMethods.Get, "/power-platform/events", Scopes.EventsRead,
            "pollEvents", "Get what was logged since the last look; nothing at the first", PollAsync)
            .TakesQuery(
                QueryParameter.Text("type", "The type of events; all when absent. visit.* stands for all that begin so."),
                QueryParameter.Text("facility", "Events of this facility only."),
                QueryParameter.Text(ConnectorForms.PollState, "The state of the last answer; now at the first look."))
            .Answers<PollAnswer>();
        foreach (var trigger in TriggerCatalogue.All)
        {
            Map(
                api, HttpMethods.Post, "/power-platform/triggers/" + trigger.Name, Scopes.SubscriptionsWrite,
                trigger.Source, $"Subscribe a flow: {trigger.Summary}", context => SubscribeAsync(context, trigger))
                .Takes<TriggerDraft>()
                .Answers<SubscriptionView>(StatusCodes.Status201Created);
        }
    }

    private static Task TypesAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        return JsonAnswer.OkAsync(context, new ListAnswer<EventTypeAnswer>(Types, null));
    }

    private async Task PollAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var (type, facility, state) = (query.Text("type"), query.Text("facility"), query.Text(ConnectorForms.PollState));
        if (type is not null)
            EventPatterns.Check([type], _ => "type", error => query.Add(error.Pointer, error.Detail));
        query.ThrowIfWrong();
        var list = $"{context.Request.Path.Value}\n{type}\n{facility}";
        var position = state is null or ConnectorForms.PollFromNow ? null : await PositionAsync(list, state, context.RequestAborted);
        var filter = new EventFilter(context.Caller().Facilities)
        {
            Types = type is null ? null : [type],
            Facility = facility,
            From = position is null ? time.GetUtcNow() : null,
        };
        var part = await events.ReadAsync(filter, MostEvents, position, context.RequestAborted);
        await JsonAnswer.OkAsync(
            context, new PollAnswer([.. part.Items.Select(item => item.Value)], await cursors.EncodeAsync(list, part.Position, context.RequestAborted)));
    }

    private async Task SubscribeAsync(HttpContext context, Trigger trigger)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.TriggerDraft);
        var draft = new SubscriptionDraft
        {
            Url = input.Value.Url,
            Types = trigger.Types,
            Facilities = input.Value.Facility is { } facility ? [facility] : null,
            Description = $"Power Automate: {trigger.Summary}",
        };
        try
        {
            var (subscription, _) = await subscriptions.CreateAsync(
                new Input<SubscriptionDraft>(draft, input.Errors), context.Caller(), CancellationToken.None);
            await answers.CreatedAsync(context, subscription, null);
        }
        catch (InvalidInputException exception)
        {
            // A flow has sent one facility, not a list.
            throw new InvalidInputException(
                [.. exception.Errors.Select(error => error.Pointer == "/facilities/0" ? error with { Pointer = "/facility" } : error)]);
        }
    }

    private async Task<string> PositionAsync(string list, string state, CancellationToken cancellationToken)
    {
        try
        {
            return await cursors.DecodeAsync(list, state, cancellationToken);
        }
        catch (InvalidInputException)
        {
            throw new InvalidInputException(ConnectorForms.PollState, "This state is not of this type and facility. Begin again with now.");
        }
    }
}
