using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>A method that the seed does not have, under the name that the facility's settings give it.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Parameters">Its parameters, with placeholders.</param>
internal sealed record VizPinExtraMethod(string Name, JsonElement Parameters)
{
    /// <summary>Reads the settings <c>{prefix}Method</c> and <c>{prefix}Parameters</c>; <see langword="null"/> without the method.</summary>
    public static VizPinExtraMethod? Read(SettingValues values, string prefix, List<FieldError> errors)
    {
        var parameters = values.Json(prefix + "Parameters")!.Value;
        if (parameters.ValueKind != JsonValueKind.Object)
            errors.Add(new FieldError($"/settings/{prefix}Parameters", "Must be an object."));
        return VizPinSettings.Given(values, prefix + "Method") is { } name ? new VizPinExtraMethod(name, parameters) : null;
    }

    /// <summary>Whether the parameters have a placeholder.</summary>
    public bool Uses(string placeholder) => Parameters.GetRawText().Contains($"{{{placeholder}}}", StringComparison.Ordinal);

    /// <summary>The parameters with the placeholders filled; one without a value becomes an empty text.</summary>
    public JsonObject Fill(params ReadOnlySpan<(string Placeholder, string? Value)> values)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = "", ["role"] = "", ["site"] = "", ["account"] = "", ["from"] = "", ["to"] = "" };
        foreach (var (placeholder, value) in values)
            filled[placeholder] = value ?? "";
        return Fill(JsonNode.Parse(Parameters.GetRawText()), filled)!.AsObject();
    }

    private static JsonNode? Fill(JsonNode? node, Dictionary<string, string> values) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value, values)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(item, values))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String =>
            values.Aggregate(text.GetValue<string>(), (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal)),
        _ => node?.DeepClone(),
    };
}
