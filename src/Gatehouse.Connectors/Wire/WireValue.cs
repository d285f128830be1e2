using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Connectors.Wire;

/// <summary>Reads values of vendors that write numbers as texts, and the like.</summary>
internal static class WireValue
{
    /// <summary>Whether there is no value, or an empty text.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(ReadOnlySpan<byte>.Empty),
        _ => false,
    };

    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.ValueEquals(ReadOnlySpan<byte>.Empty) ? null : value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public static long? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number : null,
        JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    public static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number != 0 : null,
        JsonValueKind.String => value.GetString()!.Trim() switch
        {
            "1" => true,
            "0" => false,
            var text => bool.TryParse(text, out var flag) ? flag : null,
        },
        _ => null,
    };
}
