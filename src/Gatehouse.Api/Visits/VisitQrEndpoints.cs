using Gatehouse.Api.Access;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Visits;

/// <summary>A visit's QR code as an image.</summary>
internal sealed class VisitQrEndpoints(VisitService visits, LiveCredentials live) : EndpointGroup("Visits")
{
    private const string Pattern = "/facilities/{facility}/visits/{id}/qr";

    public override void Map(IEndpointRouteBuilder api)
    {
        foreach (var format in QrFormat.All)
        {
            Map(
                api, HttpMethods.Get, $"{Pattern}.{format.Name}", Scopes.VisitsRead, $"getVisitQr{format.Capital}",
                $"Get a visit's QR code as {format.Name.ToUpperInvariant()}; needs {Scopes.CredentialsRead} as well",
                context => AnswerAsync(context, (answered, code) => format.AnswerAsync(answered, code.Value!)))
                .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
                .Answers(format.ContentType);
        }

        Map(
            api, HttpMethods.Get, Pattern, Scopes.VisitsRead, "getVisitQrCode",
            $"Get a visit's QR code as an image in JSON; needs {Scopes.CredentialsRead} as well", context => AnswerAsync(context, QrFormat.AnswerJsonAsync))
            .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
            .Answers<QrCodeAnswer>();
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Credential, Task> answer)
    {
        QueryReader.CheckNone(context);
        var visit = await visits.GetAsync(context.Route("facility"), context.Route("id"), context.RequestAborted);
        await answer(context, QrFormat.CodeOf(await live.OfVisitAsync(visit, context.RequestAborted), "visit"));
    }
}
