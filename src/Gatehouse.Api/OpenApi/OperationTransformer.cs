using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Api.Access;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gatehouse.Api.OpenApi;

/// <summary>Describes what endpoints declare as metadata: parts of the address, query, scope, idempotency and problems.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var parameters = operation.Parameters ??= [];
        foreach (var name in Names(context.Description.RelativePath ?? ""))
        {
            if (!parameters.Any(parameter => parameter.Name == name))
                parameters.Add(Parameter(name, ParameterLocation.Path, null, new OpenApiSchema { Type = JsonSchemaType.String }));
        }

        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(query => query.All))
            parameters.Add(Parameter(parameter.Name, ParameterLocation.Query, parameter.Description, Schema(parameter)));

        if (metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [];
        else
            operation.Description = $"Needs {string.Join(" and ", ScopesOf(metadata).Select(scope => $"`{scope}`"))}.";

        var method = context.Description.HttpMethod ?? HttpMethods.Get;
        if (HttpMethods.IsPost(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method))
            parameters.Add(IdempotencyKey());
        AddProblem(operation, context.Document);
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Names(string path) =>
        path.Split('/').SelectMany(part => part.Split('{').Skip(1)).Select(part => part.Split('}', ':')[0]);

    private static OpenApiSchema Schema(QueryParameter parameter)
    {
        var schema = parameter.Kind switch
        {
            QueryKind.Number => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            QueryKind.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            QueryKind.Time => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
        if (parameter.Words.Count > 0)
            schema.Enum = [.. parameter.Words.Select(word => (JsonNode)JsonValue.Create(word))];
        if (parameter.Least != int.MinValue)
            schema.Minimum = parameter.Least.ToString(CultureInfo.InvariantCulture);
        if (parameter.Greatest != int.MaxValue)
            schema.Maximum = parameter.Greatest.ToString(CultureInfo.InvariantCulture);
        return schema;
    }

    private static IEnumerable<string> ScopesOf(IEnumerable<object> metadata) => metadata
        .OfType<AuthorizationPolicy>()
        .SelectMany(policy => policy.Requirements)
        .OfType<ScopeRequirement>()
        .Select(requirement => requirement.Scope);

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string? description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = place,
        Required = place == ParameterLocation.Path,
        Description = description,
        Schema = schema,
    };

    private static OpenApiParameter IdempotencyKey() => Parameter(
        IdempotencyMiddleware.Header,
        ParameterLocation.Header,
        "1 to 200 visible ASCII characters of your choice. The same request with the same key is done once; "
        + "for 24 hours its answer is repeated.",
        new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 });

    private static void AddProblem(OpenApiOperation operation, OpenApiDocument? document)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem (RFC 9457).",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), document) },
            },
        };
    }
}
