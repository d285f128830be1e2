using System.Text.Json;
using Gatehouse.Testing;

namespace Gatehouse.Api.Tests.PowerPlatform;

/// <summary>The connector as it is committed.</summary>
internal static class CommittedConnector
{
    public static string Path { get; } = Repository.PathOf("infra", "power-platform", "apiDefinition.swagger.json");

    public static JsonElement Definition => JsonElement.Parse(File.ReadAllBytes(Path));

    public static JsonElement Properties => JsonElement.Parse(File.ReadAllBytes(Repository.PathOf("infra", "power-platform", "apiProperties.json"))).GetProperty("properties");

    public static byte[] Icon => File.ReadAllBytes(Repository.PathOf("infra", "power-platform", "icon.png"));

    public static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement definition) =>
        definition.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(member => !member.Name.StartsWith("x-", StringComparison.Ordinal))
            .Select(operation => (path.Name, operation.Name, operation.Value)));

    public static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>Every object in a document, with the path to it.</summary>
    public static IEnumerable<(string Path, JsonElement Value)> Objects(JsonElement json, string path = "")
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            yield return (path, json);
            foreach (var found in json.EnumerateObject().SelectMany(member => Objects(member.Value, $"{path}/{member.Name}")))
                yield return found;
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var found in json.EnumerateArray().SelectMany((item, index) => Objects(item, $"{path}/{index}")))
                yield return found;
        }
    }

    /// <summary>A schema, followed through its reference.</summary>
    public static JsonElement Resolve(JsonElement definition, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? definition.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..])
        : schema;
}
