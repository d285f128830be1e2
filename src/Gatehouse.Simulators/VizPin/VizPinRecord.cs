using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>An object of the vendor's. Its members are not documented, so it keeps whatever was sent.</summary>
/// <param name="Id">Its id, made by the vendor.</param>
/// <param name="Json">The object as JSON text, with its <c>id</c>.</param>
public sealed record VizPinRecord(string Id, string Json)
{
    /// <summary>A member as text; empty when it is not there.</summary>
    public string Text(string name) => VizPinJson.Text(Content()[name]);

    /// <summary>A copy of the object, without a password.</summary>
    public JsonObject Content()
    {
        var content = JsonNode.Parse(Json)!.AsObject();
        content.Remove("password");
        return content;
    }

    /// <summary>The password that was set last, or null.</summary>
    public string? Password => JsonNode.Parse(Json)!["password"]?.GetValue<string>();

    internal static VizPinRecord Of(string id, JsonObject content)
    {
        var kept = content.DeepClone().AsObject();
        kept["id"] = id;
        return new VizPinRecord(id, VizPinJson.Write(kept));
    }
}
