using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>Reads and writes the vendor's open JSON.</summary>
internal static class VizPinJson
{
    // The answers are never put into a page.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => node.ToJsonString(Options);

    /// <summary>A text, a number or a truth value as text; empty for anything else.</summary>
    public static string Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => "",
    };

    public static JsonArray Array(IEnumerable<VizPinRecord> records) => [.. records.Select(record => record.Content())];
}
