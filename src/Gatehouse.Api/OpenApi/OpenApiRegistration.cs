using Gatehouse.Api.Access;
using Gatehouse.Api.Problems;
using Gatehouse.Grants;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gatehouse.Api.OpenApi;

/// <summary>Registers the API's description.</summary>
internal static class OpenApiRegistration
{
    public const string Document = "v1";
    private const string Bearer = "Bearer";

    public static void AddGatehouseOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer<OperationTransformer>();
        options.AddDocumentTransformer(DescribeAsync);
    });

    private static async Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Gatehouse",
            Version = "1",
            Description = "One API for visitor management and access control over several vendors' systems.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[nameof(Problem)] = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        document.Components.Schemas[nameof(GrantEventData)] = await context.GetOrCreateSchemaAsync(typeof(GrantEventData), null, cancellationToken);
        foreach (var schema in document.Components.Schemas.Values.OfType<OpenApiSchema>())
            LeaveOut(schema);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.Header,
                Description = "An API key of the hub.",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The same key as a bearer token.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
        ];
    }

    // What is null is not written: it is not required either.
    private static void LeaveOut(OpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (MayBeNull(member))
                schema.Required?.Remove(name);
        }

        var within = (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []);
        foreach (var part in (schema.Items is { } item ? within.Append(item) : within).OfType<OpenApiSchema>())
            LeaveOut(part);
    }

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(variant => variant.Type == JsonSchemaType.Null) == true;
}
