using Gatehouse.Api.Credentials;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Visits;

/// <summary>A visit's QR code as an image.</summary>
internal sealed class VisitQrEndpoints(VisitService visits, LiveCredentials live)
    : QrEndpoints("Visits", "/facilities/{facility}/visits/{id}/qr", Scopes.VisitsRead, "getVisitQr", "a visit's QR code")
{
    protected override async Task<Credential> ReadAsync(HttpContext context)
    {
        var visit = await visits.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        return QrFormat.CodeOf(await live.OfVisitAsync(visit, context.RequestAborted), "visit");
    }
}
