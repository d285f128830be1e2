using System.Text.Json.Nodes;
using Gatehouse.Connectors;
using Gatehouse.Model;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>The forms of inputs that differ from facility to facility: what a facility requires is required, and its own fields are offered.</summary>
internal static class ConnectorForms
{
    /// <summary>The schema of events in the API's description.</summary>
    public const string Event = "HubEvent";

    /// <summary>The parameter by which a polling flow goes on.</summary>
    public const string PollState = "state";

    /// <summary>Its value at the first look.</summary>
    public const string PollFromNow = "now";

    private static readonly Dictionary<string, string> Drafts = new(StringComparer.Ordinal)
    {
        ["visits"] = nameof(VisitDraft),
        ["people"] = nameof(PersonDraft),
        ["organizations"] = nameof(OrganizationDraft),
        ["sites"] = nameof(SiteDraft),
        ["access-points"] = nameof(AccessPointDraft),
    };

    /// <summary>The operations that have a form.</summary>
    public static IReadOnlyList<string> Operations { get; } = [.. Drafts.Keys.SelectMany(name => new[] { name + ".create", name + ".update" })];

    /// <summary>A body whose schema the platform asks for when a maker has chosen a facility.</summary>
    public static JsonObject Dynamic(string operation) => new()
    {
        ["type"] = "object",
        ["x-ms-dynamic-schema"] = new JsonObject
        {
            ["operationId"] = ConnectorOperations.GetInputSchema,
            ["parameters"] = new JsonObject { ["facility"] = new JsonObject { ["parameter"] = "facility" }, ["operation"] = operation },
            ["value-path"] = "schema",
        },
        ["x-ms-dynamic-properties"] = new JsonObject
        {
            ["operationId"] = ConnectorOperations.GetInputSchema,
            ["parameters"] = new JsonObject
            {
                ["facility"] = new JsonObject { ["parameterReference"] = "facility" },
                ["operation"] = new JsonObject { ["value"] = operation },
            },
            ["itemValuePath"] = "schema",
        },
    };

    /// <summary>The form of an operation at a facility.</summary>
    /// <param name="schemas">The schemas of the API's description.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="needed">What the facility requires, as JSON pointers.</param>
    /// <param name="fields">The fields that the facility takes.</param>
    /// <param name="can">The operations that the facility has: what it cannot list is written, not chosen.</param>
    public static JsonObject Write(
        ConnectorSchemas schemas, string operation, IReadOnlyList<string> needed, IReadOnlyList<FieldDefinition> fields, IReadOnlySet<string> can)
    {
        var parts = operation.Split('.');
        var isNew = parts[1] == "create";
        IReadOnlyList<string> required = isNew ? ["key", .. needed.Select(pointer => pointer[1..])] : [];
        var form = schemas.Input(Drafts[parts[0]], [], "facility");
        var members = form["properties"]!.AsObject();
        if (!isNew)
        {
            members.Remove("key");
            members.Remove("arrived");
        }

        if (members["fields"] is JsonObject place)
            AddFields(members, place, fields);
        foreach (var path in required)
            ConnectorSchemas.Require(form, path);
        DropDown.RemoveFrom(form, can);
        return form;
    }

    private static void AddFields(JsonObject members, JsonObject place, IReadOnlyList<FieldDefinition> fields)
    {
        if (fields.Count == 0)
        {
            members.Remove("fields");
            return;
        }

        place["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Field(field))));
    }

    private static JsonObject Field(FieldDefinition field)
    {
        var made = new JsonObject
        {
            ["type"] = field.Kind switch
            {
                FieldKind.Number => "integer",
                FieldKind.Flag => "boolean",
                FieldKind.AccessPoints => "array",
                _ => "string",
            },
            ["x-ms-summary"] = ConnectorWords.Title(field.Name),
            ["description"] = $"The vendor's own field {field.Name}.",
            ["x-ms-visibility"] = "advanced",
        };
        if (field.Kind == FieldKind.AccessPoints)
        {
            var item = new JsonObject { ["type"] = "string", ["x-ms-summary"] = "Door", ["description"] = "The door." };
            DropDown.AccessPoints.AddTo(item, "facility");
            (made["description"], made["items"]) = ("The doors that the visit opens.", item);
        }

        return made;
    }
}
