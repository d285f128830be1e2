using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Control routes that do what the vendor's own windows and doors do; values stand in the query string.</summary>
internal sealed class AktionControlRoutes(AktionNextData data, AktionObjects objects)
{
    public void Map(IEndpointRouteBuilder control)
    {
        Map(control, "POST", "visits/{visit}/state", SetStateAsync);
        Map(control, "DELETE", "visits/{visit}", RemoveAsync);
        Map(control, "POST", "passages", AddPassageAsync);
        Map(control, "DELETE", "tokens", context => DoneAsync(context, data.RevokeTokens));
        Map(control, "POST", "refusals", RefuseAsync);
        Map(control, "DELETE", "refusals", context => DoneAsync(context, data.ClearRefusals));
    }

    private static void Map(IEndpointRouteBuilder control, string method, string path, RequestDelegate handle) =>
        control.MapMethods(path, [method], handle);

    private Task SetStateAsync(HttpContext context) =>
        VisitId(context) is { } id && Number(context, "value") is { } state && data.SetState(id, state) is { } visit
            ? AnswerAsync(context, AktionObjects.Visit(visit))
            : ControlRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such visit, or value is no number.");

    private Task RemoveAsync(HttpContext context) =>
        VisitId(context) is { } id && data.RemoveVisit(id) is { } visit
            ? AnswerAsync(context, AktionObjects.Visit(visit))
            : ControlRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such visit.");

    private Task AddPassageAsync(HttpContext context)
    {
        var (person, sensor) = ((string?)context.Request.Query["person"], (string?)context.Request.Query["sensor"]);
        return person is null
            ? ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "person is missing.")
            : AnswerAsync(context, objects.Passage(data.AddPassage(person, sensor ?? AktionNextData.Sensors[0], Number(context, "direction") ?? 1)));
    }

    private Task RefuseAsync(HttpContext context)
    {
        if (Number(context, "code") is not { } code || !AktionError.IsKnown(code))
            return ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "code must be one of the vendor's error numbers.");

        var query = context.Request.Query;
        return DoneAsync(context, () => data.Refuse(new Refusal(code, query["path"], Number(context, "next"), query["effect"] == "true")));
    }

    private static Task DoneAsync(HttpContext context, Action act)
    {
        act();
        return SimulatorResponse.Nothing(StatusCodes.Status204NoContent).WriteAsync(context);
    }

    private static Task AnswerAsync(HttpContext context, JsonObject answer) =>
        SimulatorResponse.Json(StatusCodes.Status200OK, answer.ToJsonString()).WriteAsync(context);

    private static Guid? VisitId(HttpContext context) =>
        Guid.TryParse((string?)context.Request.RouteValues["visit"], out var id) ? id : null;

    private static int? Number(HttpContext context, string name) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
