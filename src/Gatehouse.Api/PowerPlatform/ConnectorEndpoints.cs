using System.Text;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>The definition of the Power Platform connector, for this hub.</summary>
internal sealed class ConnectorEndpoints(ConnectorDocument document) : EndpointGroup("Power Platform")
{
    /// <summary>Its address.</summary>
    public const string Pattern = "/power-platform/apiDefinition.swagger.json";

    public override void Map(IEndpointRouteBuilder api) => MapPublic(
        api, Pattern, "getConnectorDefinition", "Get the definition of the Power Platform connector, OpenAPI 2.0", GetAsync).Answers("application/json");

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var bytes = Encoding.UTF8.GetBytes(await document.WriteAsync(
            PublicAddress.Host(context), PublicAddress.PathOf(context, Prefix), context.RequestAborted));
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
