using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Errors;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Qr;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Visits;

/// <summary>A visit's QR code for those who cannot handle an answer that is an image.</summary>
internal sealed class VisitQrCodeEndpoints(VisitService visits) : EndpointGroup("Visits")
{
    private const string Png = "image/png";

    public override void Map(IEndpointRouteBuilder api) => Map(
            api, HttpMethods.Get, "/facilities/{facility}/visits/{id}/qr", Scopes.VisitsRead, "getVisitQrCode",
            $"Get a visit's QR code as an image in JSON; needs {Scopes.CredentialsRead} as well", GetAsync)
        .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
        .Answers<QrCodeAnswer>();

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var visit = await visits.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        var code = visit.Credentials.FirstOrDefault(credential => credential is { Kind: CredentialKind.Qr, Value.Length: > 0 })
            ?? throw new HubException(HubErrorKind.NotFound, "no_qr", "The vendor issued no QR code for this visit.");
        await JsonAnswer.OkAsync(context, new QrCodeAnswer(Png, QrImage.Png(code.Value!), code.ExpiresAt));
    }
}
