using System.Text.Json;

namespace Gatehouse.Connectors;

/// <summary>A setting that a connector reads from a facility.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Description">What it does, a sentence for the documentation.</param>
public sealed record SettingDefinition(string Name, SettingType Type, string Description)
{
    /// <summary>What holds when it is not set; <see langword="null"/> for nothing.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Whether a facility cannot do without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the default is an assumption about the vendor that nobody has confirmed.</summary>
    public bool Assumed { get; init; }

    /// <summary>The words to choose from, for <see cref="SettingType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A text with a default.</summary>
    public static SettingDefinition Text(string name, string description, string? @default = null) =>
        new(name, SettingType.Text, description) { Default = Element(@default) };

    /// <summary>An address with a default.</summary>
    public static SettingDefinition Url(string name, string description, string? @default = null) =>
        new(name, SettingType.Url, description) { Default = Element(@default) };

    /// <summary>A whole number with a default.</summary>
    public static SettingDefinition Number(string name, string description, int? @default = null) =>
        new(name, SettingType.Number, description) { Default = @default is { } number ? JsonElement.Parse(FormattableString.Invariant($"{number}")) : null };

    /// <summary>True or false, with a default.</summary>
    public static SettingDefinition Flag(string name, string description, bool @default = false) =>
        new(name, SettingType.Flag, description) { Default = JsonElement.Parse(@default ? "true"u8 : "false"u8) };

    /// <summary>One of <paramref name="choices"/>; the first is the default.</summary>
    public static SettingDefinition Choice(string name, string description, params string[] choices) =>
        new(name, SettingType.Choice, description) { Default = Element(choices[0]), Choices = choices };

    private static JsonElement? Element(string? text) => text is null ? null : JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
