using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gatehouse.Connectors.Wire;

/// <summary>An object to send to a vendor: members in their order, values as texts.</summary>
/// <param name="current">The object as the vendor has it; <see langword="null"/> for a new one.</param>
internal sealed class WireBody(WireObject? current = null)
{
    // The text never stands in a page; it is sent as the vendor's own examples write it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string? Text, JsonElement Raw)> _members = [];

    /// <summary>The texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Texts =>
        _members.Where(member => member.Text is not null).ToDictionary(member => member.Name, member => member.Text!, StringComparer.Ordinal);

    /// <summary>Adds a member.</summary>
    public void Add(string name, string text) => _members.Add((name, text, default));

    /// <summary>Adds a member that is an object or a list.</summary>
    public void AddRaw(string name, JsonElement value) => _members.Add((name, null, value));

    /// <summary>Adds a member as the caller wants it; where there is none, one that the vendor has is overwritten with <paramref name="cleared"/>.</summary>
    public void Set(string name, string? text, string cleared = "")
    {
        if (!string.IsNullOrEmpty(text))
            Add(name, text);
        else if (current is not null && !WireValue.IsEmpty(current[name]))
            Add(name, cleared);
    }

    /// <summary>Adds a member as the vendor has it, if it has.</summary>
    public void Keep(string name)
    {
        if (current?.Text(name) is { } text)
            Add(name, text);
    }

    /// <summary>Adds the fields of <paramref name="model"/> as the caller wants them, and what the model does not know as the vendor has it.</summary>
    /// <param name="model">The vendor's object.</param>
    /// <param name="fields">The caller's fields, checked.</param>
    /// <param name="skip">A member that is written elsewhere.</param>
    public void SetFields(WireModel model, IReadOnlyDictionary<string, JsonElement> fields, string? skip = null)
    {
        foreach (var member in model.Members.Where(member => member.IsWritableField && member.Name != skip))
        {
            if (fields.TryGetValue(member.Name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                Set(member.Name, WireValue.Text(value));
            else if (member.IsKept)
                Keep(member.Name);
            else
                Set(member.Name, null, Cleared(member.Kind));
        }

        foreach (var property in current?.Unknown ?? [])
            AddAsReceived(property.Name, property.Value);
    }

    /// <summary>The object as JSON text.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, text, raw) in _members)
        {
            writer.WritePropertyName(name);
            if (text is null)
                raw.WriteTo(writer);
            else
                writer.WriteStringValue(text);
        }

        writer.WriteEndObject();
    }

    private static string Cleared(WireKind kind) => kind switch
    {
        WireKind.Flag => "false",
        WireKind.Number => "0",
        _ => "",
    };

    private void AddAsReceived(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            AddRaw(name, value);
        else if (WireValue.Text(value) is { } text)
            Add(name, text);
    }
}
