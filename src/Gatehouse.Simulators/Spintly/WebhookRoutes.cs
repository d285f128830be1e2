using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Spintly;

/// <summary>
/// A control route that sends an <c>access_event</c> as the vendor does: POST <c>organisations/{organisation}/webhooks</c> with
/// <c>{"url", "apiKey", "userId", "accessPointId", "direction"?, "accessType"?, "eventTimeEpoch"?, "eventId"?, "variant"?}</c>
/// answers <c>{"status": 202}</c>, the receiver's status.
/// </summary>
internal sealed class WebhookRoutes(SpintlySimulation simulation)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public void Map(IEndpointRouteBuilder control)
    {
        RequestDelegate post = PostAsync;
        control.MapMethods("organisations/{organisation}/webhooks", ["POST"], post);
    }

    public static async Task<int> SendAsync(
        SpintlyOrganisation organisation, Uri url, string apiKey, AccessSwipe swipe, CancellationToken cancellationToken)
    {
        var message = SpintlyAnswers.Json(200, AccessEventMessage.Write(organisation, swipe));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-api-key", apiKey);
        using var response = await Client.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    private async Task PostAsync(HttpContext context)
    {
        if (await simulation.OrganisationOfAsync(context) is not { } organisation || await SpintlySimulation.BodyOfAsync(context) is not { } body)
            return;
        if (!Uri.TryCreate(Text(body, "url"), UriKind.Absolute, out var url) || Text(body, "apiKey") is not { } apiKey
            || Text(body, "userId") is not { } userId || Number(body, "accessPointId") is not { } door)
        {
            await ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "A webhook needs url, apiKey, userId and accessPointId.");
            return;
        }

        var swipe = new AccessSwipe(userId, (int)door)
        {
            Direction = Text(body, "direction") ?? "entry",
            AccessType = Text(body, "accessType") ?? "mobile",
            At = Number(body, "eventTimeEpoch") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            EventId = (int?)Number(body, "eventId"),
            Variant = Text(body, "variant") == "older" ? WebhookVariant.Older : WebhookVariant.Current,
        };
        try
        {
            var status = await SendAsync(organisation, url, apiKey, swipe, context.RequestAborted);
            await SpintlyAnswers.Json(200, new JsonObject { ["status"] = status }).WriteAsync(context);
        }
        catch (HttpRequestException exception)
        {
            await ControlRoutes.RefuseAsync(context, StatusCodes.Status502BadGateway, exception.Message);
        }
    }

    private static string? Text(JsonElement body, string name) =>
        SpintlyCall.Member(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Number(JsonElement body, string name) =>
        SpintlyCall.Member(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
