using Gatehouse.Api.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gatehouse.Api.OpenApi;

/// <summary>The API's description. It is written once: nothing in it depends on the request.</summary>
internal sealed class OpenApiEndpoints(IServiceProvider services) : EndpointGroup("OpenAPI")
{
    private volatile byte[]? _written;

    public override void Map(IEndpointRouteBuilder api) =>
        MapPublic(api, "/openapi.json", "getOpenApi", "Get this description, OpenAPI 3.1", GetAsync).Answers("application/json");

    private async Task GetAsync(HttpContext context)
    {
        var bytes = _written ??= await DescribeAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task<byte[]> DescribeAsync(CancellationToken cancellationToken)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiRegistration.Document)
            .GetOpenApiDocumentAsync(cancellationToken);
        document.Servers = [new OpenApiServer { Url = "/" }];
        using var bytes = new MemoryStream();
        await document.SerializeAsync(bytes, OpenApiSpecVersion.OpenApi3_1, "json", cancellationToken);
        return bytes.ToArray();
    }
}
