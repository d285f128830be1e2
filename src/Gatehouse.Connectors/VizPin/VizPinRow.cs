using System.Text.Json;

namespace Gatehouse.Connectors.VizPin;

/// <summary>An object of the vendor's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Raw">The object as received, without passwords.</param>
internal readonly record struct VizPinRow(string Id, JsonElement Raw)
{
    /// <summary>A member as text; an empty one counts as none.</summary>
    public string? Text(string name) => Wire.WireValue.Text(Element(name));

    public JsonElement Element(string name) => Raw.TryGetProperty(name, out var value) ? value : default;
}
