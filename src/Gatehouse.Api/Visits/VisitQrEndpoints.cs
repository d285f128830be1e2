using System.Text;
using Gatehouse.Api.Access;
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

/// <summary>A visit's QR code as an image.</summary>
internal sealed class VisitQrEndpoints(VisitService visits) : EndpointGroup("Visits")
{
    private const string Pattern = "/facilities/{facility}/visits/{id}/qr.";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, "png", "image/png", QrImage.Png);
        Map(api, "svg", "image/svg+xml", text => Encoding.UTF8.GetBytes(QrImage.Svg(text)));
    }

    private void Map(IEndpointRouteBuilder api, string format, string contentType, Func<string, byte[]> draw) => Map(
            api, HttpMethods.Get, Pattern + format, Scopes.VisitsRead, $"getVisitQr{char.ToUpperInvariant(format[0])}{format[1..]}",
            $"Get a visit's QR code as {format.ToUpperInvariant()}; needs {Scopes.CredentialsRead} as well",
            context => DrawAsync(context, contentType, draw))
        .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
        .Answers(contentType);

    private async Task DrawAsync(HttpContext context, string contentType, Func<string, byte[]> draw)
    {
        QueryReader.CheckNone(context);
        var visit = await visits.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        var text = visit.Credentials.FirstOrDefault(credential => credential is { Kind: CredentialKind.Qr, Value.Length: > 0 })?.Value
            ?? throw new HubException(HubErrorKind.NotFound, "no_qr", "The vendor issued no QR code for this visit.");
        var image = draw(text);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = image.Length;
        await context.Response.Body.WriteAsync(image, context.RequestAborted);
    }
}
