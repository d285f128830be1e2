using System.Globalization;
using System.Text.Json;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>Reads the values of a call.</summary>
internal static class SpintlyCall
{
    /// <summary>A number in the path.</summary>
    /// <exception cref="RefusedException">It is none, so there is no such thing (404).</exception>
    public static int Id(SimulatedRequest request, string name) =>
        int.TryParse((string?)request.RouteValues[name], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw SpintlyAnswers.Refuse(404, $"{name} not found");

    /// <summary>A member of a JSON object; undefined when there is none.</summary>
    public static JsonElement Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;

    /// <summary>An instant in epoch seconds; milliseconds are refused.</summary>
    /// <exception cref="RefusedException">It is none (400).</exception>
    public static long Epoch(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds) && seconds is > 0 and < 100_000_000_000
            ? seconds
            : throw SpintlyAnswers.Refuse(400, $"{name} must be epoch seconds");

    /// <summary>A list of access point ids.</summary>
    /// <exception cref="RefusedException">It is none (400).</exception>
    public static IReadOnlyList<int> Ids(JsonElement body, string name)
    {
        if (Member(body, name) is not { ValueKind: JsonValueKind.Array } list)
            throw SpintlyAnswers.Refuse(400, $"{name} must be a list of access point ids");

        return
        [
            .. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var id)
                ? id
                : throw SpintlyAnswers.Refuse(400, $"{name} must be a list of access point ids")),
        ];
    }
}
