using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Api.OpenApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>The connector's definition and schemas. They are made once: nothing in them but the host depends on the request.</summary>
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
    public async ValueTask<string> WriteAsync(string host, CancellationToken cancellationToken)
    {
        var text = _written ??= await WriteAsync(cancellationToken);
        return host == ConnectorHead.SampleHost ? text : text.Replace($"\"host\": \"{ConnectorHead.SampleHost}\"", $"\"host\": {JsonValue.Create(host).ToJsonString()}", StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var definition = await ConnectorDefinition.WriteAsync(await DescribeAsync(cancellationToken), ConnectorHead.SampleHost, cancellationToken);
        return definition.ToJsonString(Format) + "\n";
    }

    private Task<OpenApiDocument> DescribeAsync(CancellationToken cancellationToken) =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiRegistration.Document).GetOpenApiDocumentAsync(cancellationToken);
}
