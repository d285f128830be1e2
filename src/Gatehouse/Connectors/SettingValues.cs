using System.Text.Json;
using Gatehouse.Validation;

namespace Gatehouse.Connectors;

/// <summary>A facility's settings, checked against the connector's schema, with defaults filled in.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    /// <summary>Checks <paramref name="given"/> against <paramref name="schema"/>.</summary>
    /// <exception cref="InvalidInputException">Settings are unknown, missing or of another type; names all of them.</exception>
    public SettingValues(IReadOnlyList<SettingDefinition> schema, IReadOnlyDictionary<string, JsonElement> given)
    {
        var errors = new List<FieldError>();
        foreach (var name in given.Keys.Where(name => schema.All(definition => definition.Name != name)))
            errors.Add(new FieldError($"/settings/{name}", $"This system has no such setting. It has: {string.Join(", ", schema.Select(d => d.Name))}."));

        foreach (var definition in schema)
        {
            if (given.TryGetValue(definition.Name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                if (Problem(definition, value) is { } problem)
                    errors.Add(new FieldError($"/settings/{definition.Name}", problem));
                _values[definition.Name] = value;
            }
            else if (definition.Default is { } @default)
            {
                _values[definition.Name] = @default;
            }
            else if (definition.Required)
            {
                errors.Add(new FieldError($"/settings/{definition.Name}", $"Is required. {definition.Description}"));
            }
        }

        InvalidInputException.ThrowIfAny(errors);
    }

    /// <summary>A text; <see langword="null"/> when neither set nor defaulted.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var value) ? value.GetString() : null;

    /// <summary>A text that is set, defaulted or required.</summary>
    public string RequiredText(string name) => _values[name].GetString()!;

    /// <summary>An address that is set, defaulted or required.</summary>
    public Uri Url(string name) => new(_values[name].GetString()!, UriKind.Absolute);

    /// <summary>A whole number; <see langword="null"/> when neither set nor defaulted.</summary>
    public int? Number(string name) => _values.TryGetValue(name, out var value) ? value.GetInt32() : null;

    /// <summary>True or false; false when neither set nor defaulted.</summary>
    public bool Flag(string name) => _values.TryGetValue(name, out var value) && value.GetBoolean();

    /// <summary>Any JSON; <see langword="null"/> when neither set nor defaulted.</summary>
    public JsonElement? Json(string name) => _values.TryGetValue(name, out var value) ? value : null;

    private static string? Problem(SettingDefinition definition, JsonElement value) => definition.Type switch
    {
        SettingType.Text when value.ValueKind != JsonValueKind.String => "Must be a text.",
        SettingType.Number when value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out _) => "Must be a whole number.",
        SettingType.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "Must be true or false.",
        SettingType.Choice when value.ValueKind != JsonValueKind.String || !definition.Choices.Contains(value.GetString()) =>
            $"Must be one of: {string.Join(", ", definition.Choices)}.",
        SettingType.Url when !IsWebAddress(value) => "Must be an absolute http or https address without user name, query or fragment.",
        SettingType.Map when value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(m => m.Value.ValueKind != JsonValueKind.String) =>
            "Must be an object whose members are texts.",
        _ => null,
    };

    private static bool IsWebAddress(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.Host.Length > 0;
}
