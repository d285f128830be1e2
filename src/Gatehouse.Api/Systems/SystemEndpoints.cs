using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Systems;

/// <summary>What systems the hub speaks, and what each needs.</summary>
internal sealed class SystemEndpoints(ConnectorRegistry connectors) : EndpointGroup("Systems")
{
    private readonly IReadOnlyList<SystemAnswer> _systems = [.. connectors.All.Select(Describe)];

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, "/systems", Scopes.FacilitiesRead, "listSystems", "List the systems that the hub speaks", ListAsync)
            .Answers<ListAnswer<SystemAnswer>>();
        Map(
            api, HttpMethods.Get, "/systems/{system}", Scopes.FacilitiesRead,
            "getSystem", "Get a system: its settings, secrets and operations", GetAsync)
            .Answers<SystemAnswer>();
    }

    private Task ListAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        return JsonAnswer.OkAsync(context, new ListAnswer<SystemAnswer>(_systems, null));
    }

    private Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var name = context.Route("system");
        return JsonAnswer.OkAsync(context, _systems.FirstOrDefault(system => system.System == name) ?? throw new HubException(
            HubErrorKind.NotFound, "system_not_found", $"There is no system '{name}'. GET /api/v1/systems lists those that there are."));
    }

    private static SystemAnswer Describe(Connector connector) => new(
        connector.System,
        connector.DisplayName,
        connector.Settings,
        connector.Secrets,
        [
            .. OperationCatalogue.All.Select(connector.Find).OfType<Handler>().Select(handler => new SystemCapability(
                handler.Operation.Name, handler.Operation.Summary, handler.Operation.Effect, handler.Operation.Scope, handler.Required)),
        ],
        connector.Remarks);
}
