using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Requests;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Places;

/// <summary>Roles of a facility. The vendor makes them.</summary>
internal sealed class RoleEndpoints(RoleService roles, Sight sight, ListPages pages) : EndpointGroup("Roles")
{
    private const string Pattern = "/facilities/{facility}/roles";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, Pattern, Scopes.PlacesRead, "listRoles", "List a facility's roles", ListAsync)
            .TakesQuery([.. PlaceConditions.All, QueryParameter.Include, .. ListPages.Parameters])
            .Answers<ListAnswer<Role>>();
        Map(api, HttpMethods.Get, Pattern + "/{id}", Scopes.PlacesRead, "getRole", "Get a role by its id", GetAsync)
            .TakesQuery(QueryParameter.Include)
            .Answers<Role>();
    }

    private async Task ListAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var query = new QueryReader(context);
        var view = Sight.Of(context, query.IncludesRaw());
        var page = await roles.ListAsync(facility, await PlaceConditions.ReadAsync(context, query, pages), context.RequestAborted);
        var system = await sight.SystemAsync(facility, context.RequestAborted);
        await pages.WriteAsync(context, [.. page.Items.Select(role => sight.Redaction.Apply(role, system, view))], page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var query = new QueryReader(context);
        var view = Sight.Of(context, query.IncludesRaw());
        query.ThrowIfWrong();
        var role = await roles.GetAsync(facility, context.Route("id"), context.RequestAborted);
        await JsonAnswer.OkAsync(context, sight.Redaction.Apply(role, await sight.SystemAsync(facility, context.RequestAborted), view));
    }
}
