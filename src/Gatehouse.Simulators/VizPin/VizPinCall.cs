using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>The parameters of a call. Those whose name differs between the seed's samples and prose have both here.</summary>
internal sealed class VizPinCall(JsonObject parameters, bool proseNames)
{
    /// <summary>A text that may be empty but not missing: "All other parameters are required."</summary>
    /// <exception cref="VizPinRefusal">It is missing.</exception>
    public string Text(string sample, string? prose = null) => VizPinJson.Text(Find(sample, prose));

    /// <summary>A text that is not empty.</summary>
    public string Required(string sample, string? prose = null) =>
        Text(sample, prose) is { Length: > 0 } text ? text : throw Wrong($"{Name(sample, prose)} is empty");

    public int Number(string sample, string? prose = null) =>
        int.TryParse(Text(sample, prose), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"{Name(sample, prose)} is not a number");

    public DateOnly Date(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong($"{name} is not a date such as 2023-12-08");

    public JsonObject Object(string sample, string? prose = null) =>
        Find(sample, prose) as JsonObject ?? throw Wrong($"{Name(sample, prose)} is not an object");

    public IReadOnlyList<string> List(string name) =>
        Find(name, null) is JsonArray { Count: > 0 } list ? [.. list.Select(VizPinJson.Text)] : throw Wrong($"{name} is not a list of ids");

    /// <summary>The id of an object, be it sent alone or within the object.</summary>
    public string Id(string name) => Find(name, null) is JsonObject whole ? VizPinJson.Text(whole["id"]) : Required(name);

    public static VizPinRefusal Wrong(string problem) => new(VizPinCode.BadRequest, $"Invalid request: {problem}");

    private JsonNode? Find(string sample, string? prose)
    {
        var name = Name(sample, prose);
        return parameters.TryGetPropertyValue(name, out var value) ? value : throw Wrong($"{name} is missing");
    }

    private string Name(string sample, string? prose) => proseNames ? prose ?? sample : sample;
}
