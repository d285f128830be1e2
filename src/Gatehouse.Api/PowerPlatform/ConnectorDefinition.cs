using System.Text.Json.Nodes;
using Gatehouse.Api.Endpoints;
using Microsoft.OpenApi;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>Writes the Power Platform connector's definition (OpenAPI 2.0) from the API's description and <see cref="ConnectorOperations"/>.</summary>
internal sealed class ConnectorDefinition
{
    private readonly JsonObject _described;
    private readonly ConnectorSchemas _schemas;
    private readonly JsonObject _definitions = [];

    private ConnectorDefinition(JsonObject described, ConnectorSchemas schemas) => (_described, _schemas) = (described, schemas);

    /// <summary>Writes the definition for a hub at a host.</summary>
    public static async Task<JsonObject> WriteAsync(OpenApiDocument document, string host, CancellationToken cancellationToken)
    {
        // Operations from the writer of 2.0; schemas from 3.1, since 2.0 has no way to say "this object or null" and the writer drops them.
        var described = await JsonAsync(document, OpenApiSpecVersion.OpenApi2_0, cancellationToken);
        var definition = new ConnectorDefinition(described, await SchemasAsync(document, cancellationToken));
        var paths = definition.Paths();
        var written = ConnectorHead.Write(host);
        written["paths"] = paths;
        written["definitions"] = definition.Definitions();
        ConnectorHead.Finish(written);
        return written;
    }

    /// <summary>The schemas of a description.</summary>
    public static async Task<ConnectorSchemas> SchemasAsync(OpenApiDocument document, CancellationToken cancellationToken) =>
        new((JsonObject)(await JsonAsync(document, OpenApiSpecVersion.OpenApi3_1, cancellationToken))["components"]!["schemas"]!);

    private static async Task<JsonObject> JsonAsync(OpenApiDocument document, OpenApiSpecVersion version, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await document.SerializeAsync(bytes, version, OpenApiConstants.Json, cancellationToken);
        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    private JsonObject Paths()
    {
        var endpoints = new Dictionary<string, (string Path, string Method, JsonObject Operation)>(StringComparer.Ordinal);
        foreach (var (path, item) in _described["paths"]!.AsObject().Where(path => path.Key.StartsWith(EndpointGroup.Prefix, StringComparison.Ordinal)))
        {
            foreach (var (method, operation) in item!.AsObject())
                endpoints[(string)operation!["operationId"]!] = (path[EndpointGroup.Prefix.Length..], method, operation.AsObject());
        }

        var paths = new JsonObject();
        foreach (var chosen in ConnectorOperations.All)
        {
            if (!endpoints.TryGetValue(chosen.Source, out var endpoint))
                throw new InvalidOperationException($"The connector's operation {chosen.Id} needs an endpoint '{chosen.Source}', and there is none.");
            var item = (JsonObject)(paths[endpoint.Path] ??= new JsonObject());
            if (chosen.Notifies is { } told)
                item["x-ms-notification-content"] = Notification(told);
            item[endpoint.Method] = Operation(chosen, endpoint.Operation);
        }

        return paths;
    }

    private JsonObject Operation(ConnectorOperation chosen, JsonObject described)
    {
        var operation = new JsonObject
        {
            ["operationId"] = chosen.Id,
            ["summary"] = chosen.Summary,
            ["description"] = chosen.Description,
        };
        if (chosen.Visibility != ConnectorVisibility.Normal)
            operation["x-ms-visibility"] = chosen.Visibility.ToString().ToLowerInvariant();
        if (chosen.Notifies is not null || chosen.Polls is not null)
            operation["x-ms-trigger"] = chosen.Polls ?? "single";
        if (chosen.Hint is { } hint)
            operation["x-ms-trigger-hint"] = hint;
        operation["parameters"] = Parameters(chosen, described);
        operation["responses"] = Responses(chosen, described["responses"]!.AsObject(), out var hasPages);
        if (hasPages && (described["parameters"] as JsonArray ?? []).Any(parameter => (string?)parameter?["name"] == "cursor"))
            operation["x-ms-pageable"] = new JsonObject { ["nextLinkName"] = "nextLink" };
        return operation;
    }

    private JsonArray Parameters(ConnectorOperation chosen, JsonObject described)
    {
        var parameters = (described["parameters"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var hasFacility = parameters.Exists(parameter => (string?)parameter["in"] == "path" && (string?)parameter["name"] == "facility");
        return
        [
            .. parameters.Where(parameter => !ConnectorParameter.IsHidden(chosen, parameter)).Select(parameter => (string?)parameter["in"] == "body"
                ? Body(chosen, parameter, hasFacility)
                : ConnectorParameter.Write(chosen, parameter)),
        ];
    }

    private JsonObject Body(ConnectorOperation chosen, JsonObject described, bool hasFacility)
    {
        var body = new JsonObject { ["name"] = "body", ["in"] = "body", ["required"] = true };
        if (chosen.Form is { } form)
        {
            body["schema"] = ConnectorForms.Dynamic(form);
            return body;
        }

        // Each input has its own definition: what one operation requires, another may not.
        var name = chosen.Id + "Input";
        var schema = _schemas.Input(Name(described["schema"]!), chosen.Required, hasFacility ? "facility" : null);
        foreach (var path in chosen.Refused)
            ConnectorSchemas.Remove(schema, path);
        if (chosen.Notifies is not null)
            MarkAddress(schema);
        _definitions[name] = schema;
        body["required"] = chosen.Required.Count > 0 || chosen.Notifies is not null || (bool?)described["required"] == true;
        body["schema"] = Pointer(name);
        return body;
    }

    private static void MarkAddress(JsonObject schema)
    {
        var url = (JsonObject)schema["properties"]!["url"]!;
        url["x-ms-notification-url"] = true;
        url["x-ms-visibility"] = "internal";
        schema["required"] = new JsonArray("url");
    }

    private JsonObject Responses(ConnectorOperation chosen, JsonObject described, out bool hasPages)
    {
        var responses = new JsonObject();
        hasPages = false;
        var isFirst = true;
        foreach (var (status, response) in described.OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            var written = new JsonObject { ["description"] = Meaning(status) };
            if (status != "default" && isFirst)
            {
                isFirst = false;
                if (response!["schema"] is JsonObject schema && Name(schema) is { } name)
                {
                    _definitions[name] ??= _schemas.Answer(name);
                    hasPages = _definitions[name]!["properties"]?["nextLink"] is not null;
                    written["schema"] = Pointer(name);
                }

                if (chosen.Notifies is not null)
                    written["headers"] = new JsonObject { ["Location"] = new JsonObject { ["type"] = "string", ["description"] = "Where the platform unsubscribes." } };
            }
            else if (status == "202")
            {
                written["headers"] = new JsonObject
                {
                    ["Location"] = new JsonObject { ["type"] = "string", ["description"] = "Where the platform asks until it is done." },
                    ["Retry-After"] = new JsonObject { ["type"] = "integer", ["description"] = "After how many seconds." },
                };
            }

            responses[status] = written;
        }

        return responses;
    }

    private JsonObject Notification(string told)
    {
        var name = told + "Event";
        if (_definitions[name] is null)
        {
            var schema = _schemas.Answer(ConnectorForms.Event);
            var data = _schemas.Answer(told);
            data["x-ms-summary"] = "Data";
            data["description"] = "The whole object as it is after the event.";
            schema["properties"]!["data"] = data;
            _definitions[name] = schema;
        }

        return new JsonObject { ["description"] = "What happened.", ["schema"] = Pointer(name) };
    }

    private JsonObject Definitions() => new(_definitions.OrderBy(definition => definition.Key, StringComparer.Ordinal)
        .Select(definition => KeyValuePair.Create(definition.Key, definition.Value?.DeepClone())));

    private static string Name(JsonNode schema) => ((string)schema["$ref"]!).Split('/')[^1];

    private static JsonObject Pointer(string name) => new() { ["$ref"] = "#/definitions/" + name };

    private static string Meaning(string status) => status switch
    {
        "200" => "Done.",
        "201" => "Created.",
        "202" => "Under way.",
        "204" => "Done; there is nothing to tell.",
        _ => "A problem: what happened and what to do.",
    };
}
