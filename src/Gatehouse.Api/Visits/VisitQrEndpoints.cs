using Gatehouse.Api.Access;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Operations;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Visits;

/// <summary>A visit's QR code as an image.</summary>
internal sealed class VisitQrEndpoints(VisitService visits, LiveCredentials live) : EndpointGroup("Visits")
{
    private const string Pattern = "/facilities/{facility}/visits/{id}/qr.";

    public override void Map(IEndpointRouteBuilder api)
    {
        foreach (var format in QrFormat.All)
        {
            Map(
                api, HttpMethods.Get, Pattern + format.Name, Scopes.VisitsRead, $"getVisitQr{format.Capital}",
                $"Get a visit's QR code as {format.Name.ToUpperInvariant()}; needs {Scopes.CredentialsRead} as well",
                context => DrawAsync(context, format))
                .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
                .Answers(format.ContentType);
        }
    }

    private async Task DrawAsync(HttpContext context, QrFormat format)
    {
        QueryReader.CheckNone(context);
        var visit = await visits.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        await format.AnswerAsync(context, QrFormat.TextOf(await live.OfVisitAsync(visit, context.RequestAborted), "visit"));
    }
}
