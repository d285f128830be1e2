using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.VizPin;

/// <summary>Control routes that only this simulator has: end all tokens, and who may open what on a day.</summary>
internal sealed class VizPinControl(VizPinSimulation simulation)
{
    public void Map(IEndpointRouteBuilder control)
    {
        RequestDelegate revoke = RevokeTokensAsync;
        RequestDelegate access = AccessAsync;
        control.MapMethods("tokens", ["DELETE"], revoke);
        control.MapMethods("access", ["GET"], access);
    }

    private Task RevokeTokensAsync(HttpContext context)
    {
        simulation.Tokens.RevokeAll();
        return SimulatorResponse.Nothing(StatusCodes.Status204NoContent).WriteAsync(context);
    }

    private Task AccessAsync(HttpContext context)
    {
        if (!DateOnly.TryParseExact(context.Request.Query["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "date must be a day such as 2023-12-08.");
        JsonNode access = VizPinDump.Access(simulation.Data, day);
        return SimulatorResponse.Json(StatusCodes.Status200OK, VizPinJson.Write(access)).WriteAsync(context);
    }
}
