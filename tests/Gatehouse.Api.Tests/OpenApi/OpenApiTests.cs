using System.Text.Json;
using Gatehouse.Api.Tests.PowerPlatform;

namespace Gatehouse.Api.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_names_every_operation_with_parameters_answers_problems_and_keys()
    {
        await using var hub = await Hub.StartAsync();
        var document = await hub.Anonymous.GetJsonAsync("openapi.json");
        document.Text("openapi").ShouldStartWith("3.1");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").Text("name").ShouldBe("x-api-key");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        schemas.TryGetProperty("Problem", out _).ShouldBeTrue();
        schemas.TryGetProperty("Visit", out _).ShouldBeTrue();

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, Method: operation.Name, operation.Value)))
            .ToList();
        operations.Count.ShouldBeGreaterThan(40);
        operations.Select(operation => operation.Value.Text("operationId")).Distinct().Count().ShouldBe(operations.Count);
        foreach (var (path, method, operation) in operations)
        {
            operation.Text("summary").ShouldNotBeEmpty();
            operation.GetProperty("tags").GetArrayLength().ShouldBe(1);
            operation.GetProperty("responses").TryGetProperty("default", out _).ShouldBeTrue(path);
            operation.GetProperty("responses").EnumerateObject().ShouldContain(answer => answer.Name.StartsWith('2'), path);
            var named = path.Split('{').Skip(1).Select(part => part.Split('}')[0]);
            Parameters(operation, "path").ShouldBe(named, ignoreOrder: true, customMessage: path);
            if (method is "put" or "patch")
                operation.TryGetProperty("requestBody", out _).ShouldBeTrue(path);
            if (method is "post" or "patch" or "delete")
                Parameters(operation, "header").ShouldBe(["Idempotency-Key"], path);
            if ((method is "delete" && path != "/api/v1/grants/{id}") || path.EndsWith("/secrets/{name}", StringComparison.Ordinal))
                operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ShouldBe(["204", "default"], path);
        }

        var list = document.GetProperty("paths").GetProperty("/api/v1/facilities/{facility}/visits").GetProperty("get");
        Parameters(list, "query").ShouldBe(["from", "to", "status", "host", "organization", "q", "include", "limit", "cursor"]);
    }

    [Fact]
    public async Task What_may_be_null_is_left_out_of_answers_and_not_required()
    {
        await using var hub = await Hub.StartAsync();
        var schemas = (await hub.Anonymous.GetJsonAsync("openapi.json")).GetProperty("components").GetProperty("schemas");
        foreach (var (path, schema) in CommittedConnector.Objects(schemas).Where(found => found.Value.TryGetProperty("properties", out _) && found.Value.TryGetProperty("required", out _)))
        {
            foreach (var name in schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!))
                MayBeNull(schema.GetProperty("properties").GetProperty(name)).ShouldBeFalse($"{path}: {name}");
        }

        schemas.GetProperty("PassAnswer").GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["id", "passUrl", "issuedAt"]);
    }

    private static bool MayBeNull(JsonElement schema) =>
        (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(word => word.GetString() == "null"))
        || (schema.TryGetProperty("oneOf", out var variants) && variants.EnumerateArray().Any(variant => variant.TryGetProperty("type", out var kind) && kind.ToString() == "null"));

    private static IReadOnlyList<string> Parameters(JsonElement operation, string place) => operation.TryGetProperty("parameters", out var all)
        ? [.. all.EnumerateArray().Where(parameter => parameter.Text("in") == place).Select(parameter => parameter.Text("name"))]
        : [];
}
