using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.Validation;

/// <summary>
/// Reads JSON into a type and names everything that is wrong at once: unknown members, wrong types, unknown words,
/// dates without an offset, repeated members. <c>null</c> counts as absent.
/// </summary>
public static class StrictJson
{
    private const int TextCharacters = 8000;
    private const int Depth = 16;

    /// <summary>Reads <paramref name="json"/>; a root of another kind than the type's is an error, too.</summary>
    public static Input<T> Read<T>(JsonElement json, JsonTypeInfo<T> type)
        where T : class
    {
        var errors = new List<FieldError>();
        var clean = Clean(json, type, "", errors, Depth, keepsNull: false) ?? new JsonObject();
        return new Input<T>(clean.Deserialize(type)!, errors);
    }

    /// <summary>Reads a merge patch for the type: what is right of it, <c>null</c> included, and what is wrong.</summary>
    public static (JsonObject Patch, IReadOnlyList<FieldError> Errors) ReadPatch<T>(JsonElement patch, JsonTypeInfo<T> type)
        where T : class
    {
        var errors = new List<FieldError>();
        return (Clean(patch, type, "", errors, Depth, keepsNull: true) as JsonObject ?? [], errors);
    }

    /// <summary>A member's name as a part of a JSON pointer.</summary>
    public static string Segment(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static JsonNode? Clean(JsonElement json, JsonTypeInfo type, string at, List<FieldError> errors, int depth, bool keepsNull)
    {
        if (depth == 0)
        {
            errors.Add(new FieldError(at, "Is nested too deeply."));
            return null;
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Object => CleanObject(json, type, at, errors, depth, keepsNull),
            JsonTypeInfoKind.Enumerable => CleanList(json, type, at, errors, depth, keepsNull),
            JsonTypeInfoKind.Dictionary => CleanMap(json, type, at, errors, depth, keepsNull),
            _ => CleanValue(json, type.Type, at, errors),
        };
    }

    private static JsonObject? CleanObject(JsonElement json, JsonTypeInfo type, string at, List<FieldError> errors, int depth, bool keepsNull)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(at, "Must be an object."));
            return null;
        }

        var clean = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var here = $"{at}/{Segment(member.Name)}";
            if (Find(type, member.Name) is not { } property)
                errors.Add(new FieldError(here, $"Is unknown here. Known are: {string.Join(", ", type.Properties.Select(known => known.Name))}."));
            else if (!seen.Add(member.Name))
                errors.Add(new FieldError(here, "Stands here twice."));
            else if (member.Value.ValueKind == JsonValueKind.Null)
                AddNull(clean, member.Name, keepsNull);
            else if (Clean(member.Value, type.Options.GetTypeInfo(property.PropertyType), here, errors, depth - 1, keepsNull) is { } value)
                clean[member.Name] = value;
        }

        foreach (var missing in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
            errors.Add(new FieldError($"{at}/{missing.Name}", "Is required."));
        return type.Properties.Any(property => property.IsRequired && !clean.ContainsKey(property.Name)) && at.Length > 0 ? null : clean;
    }

    private static JsonArray? CleanList(JsonElement json, JsonTypeInfo type, string at, List<FieldError> errors, int depth, bool keepsNull)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new FieldError(at, "Must be a list."));
            return null;
        }

        var clean = new JsonArray();
        var index = 0;
        var element = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var item in json.EnumerateArray())
        {
            if (Clean(item, element, FormattableString.Invariant($"{at}/{index}"), errors, depth - 1, keepsNull) is { } value)
                clean.Add(value);
            index++;
        }

        return clean;
    }

    private static JsonObject? CleanMap(JsonElement json, JsonTypeInfo type, string at, List<FieldError> errors, int depth, bool keepsNull)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(at, "Must be an object."));
            return null;
        }

        var clean = new JsonObject();
        var element = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var member in json.EnumerateObject())
        {
            var here = $"{at}/{Segment(member.Name)}";
            if (clean.ContainsKey(member.Name))
                errors.Add(new FieldError(here, "Stands here twice."));
            else if (member.Value.ValueKind == JsonValueKind.Null)
                AddNull(clean, member.Name, keepsNull);
            else if (Clean(member.Value, element, here, errors, depth - 1, keepsNull) is { } value)
                clean[member.Name] = value;
        }

        return clean;
    }

    private static void AddNull(JsonObject clean, string name, bool keepsNull)
    {
        if (keepsNull)
            clean[name] = null;
    }

    private static JsonNode? CleanValue(JsonElement json, Type type, string at, List<FieldError> errors)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Problem(json, type) is not { } problem)
        {
            if (type == typeof(DateTimeOffset) && TryReadTime(json.GetString()!, out var time))
                return JsonValue.Create(time);
            return type == typeof(JsonElement) ? JsonNode.Parse(json.GetRawText()) : JsonValue.Create(json);
        }

        errors.Add(new FieldError(at, problem));
        return null;
    }

    private static string? Problem(JsonElement json, Type type)
    {
        if (type == typeof(JsonElement))
            return null;
        if (type == typeof(string))
            return json.ValueKind != JsonValueKind.String ? "Must be a text." : TextProblem(json.GetString()!);
        if (type == typeof(bool))
            return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Must be true or false.";
        if (type == typeof(int))
            return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _) ? null : "Must be a whole number.";
        if (type == typeof(double))
            return json.ValueKind == JsonValueKind.Number ? null : "Must be a number.";
        if (type == typeof(DateTimeOffset))
            return json.ValueKind == JsonValueKind.String && TryReadTime(json.GetString()!, out _)
                ? null
                : "Must be a date and time with an offset, such as 2026-03-20T05:15:00+01:00 or 2026-03-20T04:15:00Z.";
        if (type.IsEnum)
            return json.ValueKind == JsonValueKind.String && Words(type).Contains(json.GetString())
                ? null
                : $"Must be one of: {string.Join(", ", Words(type))}.";
        throw new InvalidOperationException($"StrictJson has no rule for {type}.");
    }

    /// <summary>Reads a date and time that names its offset, as ISO 8601 writes it.</summary>
    public static bool TryReadTime(string text, out DateTimeOffset time)
    {
        time = default;
        var zoned = text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return zoned
            && text.Length >= 17 && text[10] is 'T' or 't'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time);
    }

    /// <summary>An enum's words as they are written in JSON.</summary>
    public static IReadOnlyList<string> Words(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static string? TextProblem(string text)
    {
        if (text.Length > TextCharacters)
            return FormattableString.Invariant($"Has {text.Length} characters; {TextCharacters} are the most.");
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "Has control characters." : null;
    }

    private static JsonPropertyInfo? Find(JsonTypeInfo type, string name)
    {
        foreach (var property in type.Properties)
        {
            if (property.Name == name)
                return property;
        }

        return null;
    }
}
