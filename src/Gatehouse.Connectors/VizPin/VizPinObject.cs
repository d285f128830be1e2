using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Wire;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// Reads and writes the vendor's objects, whose members are not documented: some have a place in the hub's model, all others are fields.
/// </summary>
/// <param name="mapped">The names of the members that have a place in the model.</param>
internal sealed class VizPinObject(params IReadOnlyList<string> mapped)
{
    /// <summary>Whether a member holds a password.</summary>
    public static bool IsPassword(string name) => name.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>The members that have no place in the model, without empty ones.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields(JsonElement raw) => raw.EnumerateObject()
        .Where(member => !IsOwn(member.Name) && !WireValue.IsEmpty(member.Value))
        .ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    /// <summary>The object to send: every member, and an empty text for each that has no value, as "all other parameters are required".</summary>
    /// <param name="values">The members that have a place in the model.</param>
    /// <param name="fields">The others, as they shall be; one that is not among them is emptied.</param>
    /// <param name="current">The object as the vendor has it.</param>
    public JsonObject Write(
        IEnumerable<(string Name, string? Value)> values, IReadOnlyDictionary<string, JsonElement> fields, VizPinRow? current = null)
    {
        var body = new JsonObject { [VizPinMembers.Id] = current?.Id ?? "" };
        foreach (var (name, value) in values)
            body[name] = value ?? "";
        foreach (var member in current?.Raw.EnumerateObject().AsEnumerable() ?? [])
        {
            if (IsOwn(member.Name) || body.ContainsKey(member.Name))
                continue;
            body[member.Name] = fields.TryGetValue(member.Name, out var given)
                ? WithHidden(ToNode(given), member.Value)
                : ToNode(IsHidden(member.Name) ? member.Value : default);
        }

        foreach (var (name, value) in fields)
        {
            if (!body.ContainsKey(name))
                body[name] = ToNode(value);
        }

        return body;
    }

    /// <summary>Names the fields that have a place in the model, or none at all.</summary>
    public IEnumerable<FieldError> Check(IReadOnlyDictionary<string, JsonElement> fields)
    {
        foreach (var name in fields.Keys.Where(IsOwn))
        {
            yield return new FieldError(
                $"/fields/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                IsPassword(name) ? "Give it as password." : "Has a member of its own; give it there.");
        }
    }

    private bool IsOwn(string name) => name == VizPinMembers.Id || IsPassword(name) || mapped.Contains(name, StringComparer.Ordinal);

    // What not every caller sees is not emptied by one who left it out.
    private static bool IsHidden(string name) => VizPinModels.Sensitive.Credentials.Contains(name);

    private static JsonNode WithHidden(JsonNode given, JsonElement current)
    {
        if (given is not JsonObject whole || current.ValueKind != JsonValueKind.Object)
            return given;

        foreach (var member in current.EnumerateObject())
        {
            if (whole[member.Name] is { } inner)
                whole[member.Name] = WithHidden(inner.DeepClone(), member.Value);
            else if (IsHidden(member.Name) && !whole.ContainsKey(member.Name))
                whole[member.Name] = ToNode(member.Value);
        }

        return whole;
    }

    private static JsonNode ToNode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => JsonNode.Parse(value.GetRawText())!,
    };
}
