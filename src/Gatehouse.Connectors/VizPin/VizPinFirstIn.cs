using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// Tells whether a reader is in first-in mode: wherever in it or its settings the member stands, for the seed only shows that a schedule
/// element has <c>first_in = "on"</c> in a diagram [where else it stands is assumed].
/// </summary>
internal static class VizPinFirstIn
{
    public static bool IsOn(JsonObject reader, VizPinMembers members) =>
        IsOn(reader, members["reader.firstIn"], members["reader.schedule"]);

    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonObject inner => inner.Count == 0,
        _ => node.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(node.GetValue<string>()),
    };

    private static bool IsOn(JsonObject node, string firstIn, string schedule)
    {
        foreach (var (name, value) in node)
        {
            if (name == firstIn && IsOn(value))
                return true;
            if (name != schedule && value is JsonObject inner && IsOn(inner, firstIn, schedule))
                return true;
        }

        return false;
    }

    private static bool IsOn(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.ToJsonString() != "0",
        JsonValueKind.String => value.GetValue<string>().Trim().ToUpperInvariant() is "ON" or "TRUE" or "1" or "YES",
        _ => false,
    };
}
