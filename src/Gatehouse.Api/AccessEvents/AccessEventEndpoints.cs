using Gatehouse.AccessEvents;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.AccessEvents;

/// <summary>Passages through access points, over facilities.</summary>
internal sealed class AccessEventEndpoints(AccessEventSearch passages, Tours tours) : EndpointGroup("Access events")
{
    public override void Map(IEndpointRouteBuilder api) =>
        Map(api, HttpMethods.Get, "/access-events", Scopes.AccessEventsRead, "listAccessEvents", "List passages through access points, the oldest first", ListAsync)
            .TakesQuery(
            [
                Tours.Facility,
                QueryParameter.Time("from", "Passages at or after this time."),
                QueryParameter.Time("to", "Passages before this time."),
                QueryParameter.Text("q", "Passages with this text in the person's, access point's or site's name, or in the code."),
                .. ListPages.Parameters,
            ])
            .Answers<TourAnswer<AccessEvent>>();

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var (from, to, text) = (query.Time("from"), query.Time("to"), query.Text("q"));
        if (to <= from)
            query.Add("to", "Must be after from.");

        // Facilities may have passages without a list of them: from webhooks.
        await tours.AnswerAsync<AccessEvent>(
            context, query, null, (facility, page, token) => passages.ListAsync(facility, from, to, text, page, token), (passage, _) => passage);
    }
}
