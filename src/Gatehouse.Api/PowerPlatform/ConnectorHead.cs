using System.Text.Json.Nodes;
using Gatehouse.Api.Access;
using Gatehouse.Api.Endpoints;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What the connector's definition says of the connector itself.</summary>
internal static class ConnectorHead
{
    /// <summary>The host of the committed definition, which whoever imports it replaces.</summary>
    public const string SampleHost = "gatehouse.example.com";

    private const string Home = "https://" + SampleHost;

    public static JsonObject Write(string host) => new()
    {
        ["swagger"] = "2.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Gatehouse",
            ["description"] = "Visitors, access and doors of all your buildings in one place: announce visits, send passes, grant and revoke access, "
                + "and start flows when somebody arrives, leaves or uses a door.",
            ["version"] = "1.0",
            ["contact"] = new JsonObject { ["name"] = "Gatehouse support", ["url"] = Home + "/support", ["email"] = "support@" + SampleHost },
        },
        ["host"] = host,
        ["basePath"] = EndpointGroup.Prefix,
        ["schemes"] = new JsonArray("https"),
        ["consumes"] = new JsonArray("application/json"),
        ["produces"] = new JsonArray("application/json"),
    };

    public static void Finish(JsonObject written)
    {
        written["parameters"] = new JsonObject();
        written["responses"] = new JsonObject();
        written["securityDefinitions"] = new JsonObject
        {
            [ApiKeyHandler.SchemeName] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiKeyHandler.Header },
        };
        written["security"] = new JsonArray(new JsonObject { [ApiKeyHandler.SchemeName] = new JsonArray() });
        written["tags"] = new JsonArray();
        written["x-ms-connector-metadata"] = new JsonArray(
            Metadata("Website", Home), Metadata("Privacy policy", Home + "/privacy"), Metadata("Categories", "IT Operations;Productivity"));
        written["x-ms-capabilities"] = new JsonObject
        {
            ["testConnection"] = new JsonObject
            {
                ["operationId"] = ConnectorOperations.ListFacilities,
                ["parameters"] = new JsonObject { ["limit"] = 1 },
            },
        };
    }

    private static JsonObject Metadata(string name, string value) => new() { ["propertyName"] = name, ["propertyValue"] = value };
}
