using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.OpenApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>The connector's definition and schemas. They are made once: nothing in them but host and base path depends on the request.</summary>
/// <param name="services">Describes the API.</param>
internal sealed class ConnectorDocument(IServiceProvider services)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private volatile ConnectorSchemas? _schemas;
    private volatile string? _written;

    /// <summary>The schemas of the API's objects, for forms.</summary>
    public async ValueTask<ConnectorSchemas> SchemasAsync(CancellationToken cancellationToken) =>
        _schemas ??= await ConnectorDefinition.SchemasAsync(await DescribeAsync(cancellationToken), cancellationToken);

    /// <summary>The definition as it is imported, for the hub at a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="basePath">What the API's paths begin with there.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask<string> WriteAsync(string host, string basePath, CancellationToken cancellationToken)
    {
        var text = _written ??= await WriteAsync(cancellationToken);
        return Replaced(Replaced(text, "host", ConnectorHead.SampleHost, host), "basePath", EndpointGroup.Prefix, basePath);
    }

    private static string Replaced(string text, string name, string sample, string value) =>
        text.Replace($"\"{name}\": \"{sample}\"", $"\"{name}\": {JsonValue.Create(value).ToJsonString()}", StringComparison.Ordinal);

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var definition = await ConnectorDefinition.WriteAsync(await DescribeAsync(cancellationToken), ConnectorHead.SampleHost, cancellationToken);
        return definition.ToJsonString(Format) + "\n";
    }

    private Task<OpenApiDocument> DescribeAsync(CancellationToken cancellationToken) =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiRegistration.Document).GetOpenApiDocumentAsync(cancellationToken);
}
