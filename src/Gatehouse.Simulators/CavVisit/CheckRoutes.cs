using System.Globalization;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>Control routes that do what the vendor's reception does: the API has no call for it.</summary>
internal sealed class CheckRoutes(CavVisitSimulation simulation, CavVisitAnswers answers)
{
    public void Map(IEndpointRouteBuilder control)
    {
        RequestDelegate checkIn = context => CheckAsync(context, (customer, visit) => customer.CheckIn(visit));
        RequestDelegate checkOut = context => CheckAsync(context, (customer, visit) => customer.CheckOut(visit));
        control.MapMethods("customers/{customer}/visits/{visit}/check-in", ["POST"], checkIn);
        control.MapMethods("customers/{customer}/visits/{visit}/check-out", ["POST"], checkOut);
    }

    private async Task CheckAsync(HttpContext context, Func<CavVisitCustomer, int, Visit?> check)
    {
        if (Number(context, "customer") is { } customerId
            && Number(context, "visit") is { } visitId
            && simulation.Find(customerId) is { } customer
            && check(customer, visitId) is { } visit)
        {
            await CavVisitAnswers.List([visit], answers.Json.IReadOnlyListVisit).WriteAsync(context);
            return;
        }

        await ControlRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such customer or visit.");
    }

    private static int? Number(HttpContext context, string name) =>
        int.TryParse((string?)context.Request.RouteValues[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
