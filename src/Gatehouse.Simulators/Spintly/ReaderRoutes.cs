using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Spintly;

/// <summary>
/// A control route for what happens at a door: POST <c>organisations/{organisation}/reader</c> with
/// <c>{"qrData": "…", "accessPointId": 23241}</c> answers <c>{"opened": true, "answer": "opened"}</c>. And one that ends all tokens.
/// </summary>
internal sealed class ReaderRoutes(SpintlySimulation simulation)
{
    public void Map(IEndpointRouteBuilder control)
    {
        RequestDelegate read = ReadAsync;
        RequestDelegate revoke = RevokeAsync;
        control.MapMethods("organisations/{organisation}/reader", ["POST"], read);
        control.MapMethods("organisations/{organisation}/tokens", ["DELETE"], revoke);
    }

    private async Task ReadAsync(HttpContext context)
    {
        if (await simulation.OrganisationOfAsync(context) is not { } organisation || await SpintlySimulation.BodyOfAsync(context) is not { } body)
            return;
        if (SpintlyCall.Member(body, "qrData") is not { ValueKind: JsonValueKind.String } qrData
            || SpintlyCall.Member(body, "accessPointId") is not { ValueKind: JsonValueKind.Number } door || !door.TryGetInt32(out var accessPointId))
        {
            await ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "A reader needs qrData and accessPointId.");
            return;
        }

        var answer = organisation.Read(qrData.GetString()!, accessPointId);
        await SpintlyAnswers.Json(200, new JsonObject
        {
            ["opened"] = answer == ReaderAnswer.Opened,
            ["answer"] = JsonNamingPolicy.CamelCase.ConvertName(answer.ToString()),
        }).WriteAsync(context);
    }

    private async Task RevokeAsync(HttpContext context)
    {
        if (await simulation.OrganisationOfAsync(context) is not { } organisation)
            return;

        organisation.RevokeTokens();
        await SimulatorResponse.Nothing(StatusCodes.Status204NoContent).WriteAsync(context);
    }
}
