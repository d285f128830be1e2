using System.Text.Json.Nodes;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>Turns the schemas of the API's description into those of forms: whole, with titles, sentences, friendly words and drop-downs.</summary>
/// <param name="components">The schemas of the 3.1 description, by name.</param>
internal sealed class ConnectorSchemas(JsonObject components)
{
    private const string Reference = "#/components/schemas/";

    // What makers seldom need of an input: behind "show all".
    private static readonly HashSet<string> Rare = new(StringComparer.Ordinal)
    {
        "type", "vehicle", "trailer", "escort", "organizer", "notes", "location", "place", "group", "partySize", "arrived", "fields",
        "ids", "allowPartial", "allowCoarse", "roles", "site", "expectedSequence", "address", "otherEmails", "employeeNo", "unit",
    };

    // The vendor's own object, and what only administrators set.
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal) { "raw", "resilience", "webhooks" };

    /// <summary>The schema of what an operation answers.</summary>
    public JsonObject Answer(string name) => Expand(Component(name), "", "", null, name);

    /// <summary>The schema of what an operation takes.</summary>
    /// <param name="name">The schema's name.</param>
    /// <param name="required">What must be given, as paths.</param>
    /// <param name="facility">Where the chosen facility stands; <see langword="null"/> for in the body itself.</param>
    public JsonObject Input(string name, IReadOnlyList<string> required, string? facility)
    {
        var schema = Expand(Component(name), "", "", new Form(required, facility), name);
        foreach (var path in required)
            Require(schema, path);
        return schema;
    }

    /// <summary>Makes a member required, and the objects around it.</summary>
    public static void Require(JsonObject schema, string path)
    {
        var parent = schema;
        foreach (var part in path.Split('/'))
        {
            var name = part.TrimEnd('[', ']');
            if (parent["properties"]?[name] is not JsonObject member)
                return;
            if (parent["required"] is not JsonArray required)
                parent["required"] = required = [];
            if (!required.Any(known => (string?)known == name))
                required.Add((JsonNode)name);
            member.Remove("x-ms-visibility");
            parent = part.EndsWith("[]", StringComparison.Ordinal) ? (JsonObject)member["items"]! : member;
        }
    }

    /// <summary>Removes a member that is not required.</summary>
    public static void Remove(JsonObject schema, string path)
    {
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(schema, (found, name) => (JsonObject)found["properties"]![name]!);
        ((JsonObject)parent["properties"]!).Remove(parts[^1]);
    }

    /// <summary>Adds the words to choose from, with their names for people.</summary>
    public static void AddWords(JsonObject made, JsonArray words)
    {
        // A null among them says that the member may be null.
        var all = words.Select(word => (string?)word).OfType<string>().ToList();
        made["enum"] = new JsonArray([.. all.Select(word => (JsonNode)word)]);
        made["x-ms-enum-values"] = new JsonArray(
            [.. all.Select(word => (JsonNode)new JsonObject { ["value"] = word, ["displayName"] = ConnectorWords.Friendly(word) })]);
    }

    private JsonObject Component(string name) => components[name] as JsonObject
        ?? throw new InvalidOperationException($"The API's description has no schema '{name}'.");

    private JsonObject Expand(JsonObject schema, string path, string titlePath, Form? form, string? owner)
    {
        var description = (string?)schema["description"];
        if (schema["oneOf"] is JsonArray variants)
        {
            schema = variants.OfType<JsonObject>().First(variant => (string?)variant["type"] != "null");
            description ??= (string?)schema["description"];
        }

        if ((string?)schema["$ref"] is { } reference)
        {
            owner = reference[Reference.Length..];
            schema = Component(owner);
            description ??= schema["enum"] is null ? (string?)schema["description"] : null;
        }

        var made = new JsonObject { ["type"] = TypeOf(schema) };
        if (path.Length > 0)
        {
            made["x-ms-summary"] = ConnectorWords.Title(titlePath);
            made["description"] = ConnectorWords.Description(path, description);
        }

        if (schema["format"] is { } format)
            made["format"] = format.DeepClone();
        if (schema["enum"] is JsonArray words)
            AddWords(made, words);
        if (schema["items"] is JsonObject items)
            made["items"] = Item(items, path, titlePath, form);
        if (schema["properties"] is JsonObject members)
            AddMembers(made, members, schema["required"] as JsonArray, path, titlePath, form, owner);
        if (form is not null && path.Length > 0)
            AddForm(made, path, form);
        return made;
    }

    private JsonObject Item(JsonObject items, string path, string titlePath, Form? form)
    {
        // The items of a page are the answer; those of any other list are called by it.
        var title = titlePath is "value" ? "" : titlePath;
        var item = Expand(items, path + "[]", title, form, null);
        if (item["properties"] is not null)
        {
            item.Remove("x-ms-summary");
            item.Remove("description");
        }

        return item;
    }

    private void AddMembers(JsonObject made, JsonObject members, JsonArray? required, string path, string titlePath, Form? form, string? owner)
    {
        var added = new JsonObject();
        foreach (var (name, member) in members)
        {
            if (Left.Contains(name) || member is not JsonObject schema)
                continue;
            if (schema["description"] is null && schema["oneOf"] is null && owner is not null)
                schema = Described(schema, owner, name);
            added[name] = Expand(schema, path.Length == 0 ? name : $"{path}/{name}", titlePath.Length == 0 ? name : $"{titlePath}/{name}", form, null);
        }

        made["properties"] = added;
        if (required is not null && form is null)
            made["required"] = required.DeepClone();
    }

    // A draft's members are those of the object; the description says so by inheriting, which the API's description does not follow.
    private JsonObject Described(JsonObject schema, string owner, string name)
    {
        var of = owner.Replace("Draft", "", StringComparison.Ordinal).Replace("Patch", "", StringComparison.Ordinal);
        if (of == owner || components[of]?["properties"]?[name] is not JsonObject original)
            return schema;
        var text = (string?)original["description"] ?? (original["oneOf"] as JsonArray)?.Select(variant => (string?)variant?["description"]).FirstOrDefault(words => words is not null);
        if (text is null)
            return schema;
        var described = (JsonObject)schema.DeepClone();
        described["description"] = text;
        return described;
    }

    private static void AddForm(JsonObject made, string path, Form form)
    {
        var top = path.TrimEnd('[', ']');
        if (Rare.Contains(top[(top.LastIndexOf('/') + 1)..].TrimEnd('[', ']')) && !path.EndsWith("[]", StringComparison.Ordinal))
            made["x-ms-visibility"] = "advanced";
        if ((string?)made["type"] == "string" && DropDown.OfMember(path.TrimEnd('[', ']')) is { } list)
            list.AddTo(made, form.Facility ?? (path.Contains("[]", StringComparison.Ordinal) ? $"body/{path[..path.IndexOf("[]", StringComparison.Ordinal)]}/facility" : "body/facility"));
    }

    private static string TypeOf(JsonObject schema)
    {
        var type = schema["type"] is JsonArray types ? types.Select(known => (string?)known).First(known => known != "null") : (string?)schema["type"];
        return type ?? (schema["enum"] is null ? "object" : "string");
    }

    private sealed record Form(IReadOnlyList<string> Required, string? Facility);
}
