using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Events;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Events;

/// <summary>The log of events.</summary>
internal sealed class EventEndpoints(EventReader events, ListPages pages) : EndpointGroup("Events")
{
    public override void Map(IEndpointRouteBuilder api) =>
        Map(api, HttpMethods.Get, "/events", Scopes.EventsRead, "listEvents", "List events, the oldest first; go on with the cursor and see each once", ListAsync)
            .TakesQuery(
            [
                QueryParameter.Text("type", "Types of events, separated by commas: visit.arrived, visit.* for all that begin so."),
                QueryParameter.Text("facility", "Events of this facility."),
                QueryParameter.Time("from", "Events that were logged at or after this time."),
                .. ListPages.Parameters,
            ])
            .Answers<EventsAnswer>();

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var types = query.Text("type")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (types is not null)
            EventPatterns.Check(types, _ => "type", error => query.Add(error.Pointer, error.Detail));
        var filter = new EventFilter(context.Caller().Facilities) { Types = types, Facility = query.Text("facility"), From = query.Time("from") };
        var page = await pages.ReadAsync(context, query);
        var part = await events.ReadAsync(filter, page.Limit, page.Position, context.RequestAborted);
        var cursor = await pages.CursorAsync(context, part.Position);
        await JsonAnswer.OkAsync(
            context,
            new EventsAnswer([.. part.Items.Select(item => item.Value)], part.HasMore ? ListPages.NextLink(context, cursor) : null, cursor));
    }
}
