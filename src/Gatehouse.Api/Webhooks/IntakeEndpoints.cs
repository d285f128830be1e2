using System.Diagnostics;
using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Problems;
using Gatehouse.Api.RateLimits;
using Gatehouse.Api.Requests;
using Gatehouse.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Webhooks;

/// <summary>Where vendors' and partners' systems send webhooks. They prove who they are as the facility's settings say.</summary>
internal sealed class IntakeEndpoints(WebhookIntake intake, FailureLimiter failures) : EndpointGroup("Webhooks")
{
    private const string Pattern = "/webhooks/{facility}";

    // The same for unknown facilities and wrong signatures.
    private static readonly Problem Refused = new()
    {
        Status = StatusCodes.Status401Unauthorized,
        Code = "webhook_refused",
        Detail = "There is no such facility, or it does not take this webhook: its signature, key, token, time or address is not right.",
    };

    public override void Map(IEndpointRouteBuilder api)
    {
        MapIntake(api, Pattern, "receiveWebhook", "Take a webhook of a facility in; answers 200 when it came before");
        MapIntake(api, Pattern + "/{token}", "receiveWebhookByToken", "Take a webhook in from a sender that proves itself by the address alone");
    }

    private void MapIntake(IEndpointRouteBuilder api, string pattern, string id, string summary) =>
        MapPublic(api, HttpMethods.Post, pattern, id, summary, ReceiveAsync)
            .WithMetadata(OwnVerification.Instance, new DisableRateLimitingAttribute())
            .Answers<WebhookReceipt>(StatusCodes.Status202Accepted, StatusCodes.Status200OK);

    private async Task ReceiveAsync(HttpContext context)
    {
        var token = (string?)context.Request.RouteValues["token"];
        if (token is not null)
            Activity.Current?.SetTag("url.path", Prefix + Pattern);
        var headers = context.Request.Headers;
        var address = context.Connection.RemoteIpAddress;
        var request = new WebhookRequest(
            context.Route("facility"),
            token,
            name => headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null,
            address,
            await RequestBody.ReadAsync(context, WebhookIntake.BodyBytes));
        if (await intake.AcceptAsync(request, failures.Allows(address), context.RequestAborted) is not { } receipt)
            throw new ProblemException(failures.Count(address) ? Refused : FailureLimiter.Problem);

        context.Response.StatusCode = receipt.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(context, receipt, JsonAnswer.ContentType);
    }
}
