using System.Globalization;
using Gatehouse.Api.Access;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Grants;

/// <summary>The QR code of a grant's target as an image.</summary>
internal sealed class TargetQrEndpoints(GrantService grants, LiveCredentials live) : EndpointGroup("Grants")
{
    private const string Pattern = "/grants/{id}/targets/{number}/qr";

    public override void Map(IEndpointRouteBuilder api)
    {
        foreach (var format in QrFormat.All)
        {
            Map(
                api, HttpMethods.Get, $"{Pattern}.{format.Name}", Scopes.GrantsRead, $"getGrantTargetQr{format.Capital}",
                $"Get the QR code of a grant's target as {format.Name.ToUpperInvariant()}; needs {Scopes.CredentialsRead} as well",
                context => AnswerAsync(context, (answered, code) => format.AnswerAsync(answered, code.Value!)))
                .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
                .Answers(format.ContentType);
        }

        Map(
            api, HttpMethods.Get, Pattern, Scopes.GrantsRead, "getGrantTargetQrCode",
            $"Get the QR code of a grant's target as an image in JSON; needs {Scopes.CredentialsRead} as well", context => AnswerAsync(context, QrFormat.AnswerJsonAsync))
            .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
            .Answers<QrCodeAnswer>();
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Credential, Task> answer)
    {
        QueryReader.CheckNone(context);
        var (key, address, number) = (context.Caller(), context.Route("id"), context.Route("number"));
        var grant = await grants.GetAsync(address, context.RequestAborted);
        var seen = grant.Targets.Select(target => target.Value).Where(target => key.Covers(target.Facility)).ToList();
        if (seen.Count == 0)
            throw GrantEndpoints.NotFound(address);

        var target = seen.Find(target => target.Number.ToString(CultureInfo.InvariantCulture) == number)
            ?? throw new HubException(HubErrorKind.NotFound, "target_not_found", $"The grant has no target {number}.");
        await answer(context, QrFormat.CodeOf(await live.OfTargetAsync(grant.Grant.Value.Id, target, context.RequestAborted), "target"));
    }
}
