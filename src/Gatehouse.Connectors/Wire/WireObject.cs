using System.Text.Json;

namespace Gatehouse.Connectors.Wire;

/// <summary>A vendor's object with its members at hand; of a member that it has twice the last counts.</summary>
internal sealed class WireObject
{
    private readonly WireModel _model;
    private readonly JsonElement[] _values;
    private readonly List<JsonProperty>? _unknown;

    public WireObject(WireModel model, JsonElement raw)
    {
        _model = model;
        _values = new JsonElement[model.Members.Count];
        foreach (var property in raw.EnumerateObject())
        {
            var position = model.PositionOf(property);
            if (position >= 0)
                _values[position] = property.Value;
            else
                (_unknown ??= []).Add(property);
        }
    }

    /// <summary>The members that the model does not have: a newer version of the vendor's system sends them.</summary>
    public IReadOnlyList<JsonProperty> Unknown => _unknown ?? (IReadOnlyList<JsonProperty>)[];

    /// <summary>A member's value; of kind <see cref="JsonValueKind.Undefined"/> when it is not there.</summary>
    public JsonElement this[string name] => _values[_model.PositionOf(name)];

    /// <summary>A member as text; an empty one counts as none.</summary>
    public string? Text(string name) => WireValue.Text(this[name]);

    /// <summary>A member as a whole number, be it a number or a text.</summary>
    public long? Number(string name) => WireValue.Number(this[name]);

    /// <summary>A member as true or false, be it a literal, a number or a text.</summary>
    public bool? Flag(string name) => WireValue.Flag(this[name]);

    /// <summary>The members that are shown as fields, without empty ones.</summary>
    /// <param name="hidden">One that is not shown all the same.</param>
    public IReadOnlyDictionary<string, JsonElement> Fields(string? hidden = null)
    {
        var shown = 0;
        for (var position = 0; position < _values.Length; position++)
            shown += IsShown(position, hidden) ? 1 : 0;

        var fields = new Dictionary<string, JsonElement>(shown, StringComparer.Ordinal);
        for (var position = 0; position < _values.Length; position++)
        {
            if (IsShown(position, hidden))
                fields.Add(_model.Members[position].Name, _values[position]);
        }

        foreach (var property in Unknown)
        {
            // A password that a later version may send has no place where callers look.
            if (!WireValue.IsEmpty(property.Value) && !property.Name.Contains("password", StringComparison.OrdinalIgnoreCase))
                fields[property.Name] = property.Value;
        }

        return fields;
    }

    private bool IsShown(int position, string? hidden) =>
        _model.Members[position] is { IsShownField: true } member && member.Name != hidden && !WireValue.IsEmpty(_values[position]);
}
