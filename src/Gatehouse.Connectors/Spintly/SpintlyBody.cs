using System.Text.Json;
using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.Spintly;

/// <summary>An answer's JSON: <c>{"type", "message"}</c>, with what matters under message, under its payload or at the root.</summary>
internal sealed class SpintlyBody
{
    private static readonly string[] WordMembers = ["message", "Message", "error_description", "error"];
    private static readonly string[] CodeMembers = ["statusCode", "errorCode", "code"];

    private readonly List<JsonElement> _levels = [];

    private SpintlyBody(JsonElement root)
    {
        Root = root;
        var message = Under(root, "message");
        Add(Under(message, "payload"));
        Add(message);
        Add(Under(root, "payload"));
        _levels.Add(root);

        void Add(JsonElement level)
        {
            if (level.ValueKind == JsonValueKind.Object)
                _levels.Add(level);
        }
    }

    /// <summary>The whole object.</summary>
    public JsonElement Root { get; }

    /// <summary>Whether the vendor says that it did it.</summary>
    public bool IsSuccess => Under(Root, "type") is not { ValueKind: JsonValueKind.String } type || type.ValueEquals("success"u8);

    /// <summary>The vendor's words, where it answers with a text.</summary>
    public string? Words => WordMembers
        .Select(name => Under(Root, name)).Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()).FirstOrDefault();

    /// <summary>The vendor's own code, where it answers with one.</summary>
    public string? Code => CodeMembers
        .SelectMany(name => _levels.Select(level => WireValue.Text(Under(level, name)))).FirstOrDefault(code => code is not null);

    /// <summary>Reads an object; <see langword="null"/> when the text is none.</summary>
    public static SpintlyBody? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            // Copies the text, so that what callers keep of it lives on its own.
            var root = JsonElement.Parse(utf8);
            return root.ValueKind == JsonValueKind.Object ? new SpintlyBody(root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of whatever level has it; of kind <see cref="JsonValueKind.Undefined"/> when none has.</summary>
    public JsonElement Find(WireModel model, string name) =>
        _levels.Select(level => new WireObject(model, level)[name]).FirstOrDefault(value => !WireValue.IsEmpty(value));

    /// <summary>A list of whatever level has it.</summary>
    public JsonElement List(string name) =>
        _levels.Select(level => Under(level, name)).FirstOrDefault(value => value.ValueKind == JsonValueKind.Array);

    /// <summary>An object of whatever level has it.</summary>
    public JsonElement Object(string name) =>
        _levels.Select(level => Under(level, name)).FirstOrDefault(value => value.ValueKind == JsonValueKind.Object);

    private static JsonElement Under(JsonElement level, string name) =>
        level.ValueKind == JsonValueKind.Object && level.TryGetProperty(name, out var value) ? value : default;
}
