using System.Collections.Frozen;
using System.Text.Json;

namespace Gatehouse.Model;

/// <summary>What vendor fields without a normalized home start from.</summary>
public static class FieldSet
{
    /// <summary>No fields.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Empty { get; } = FrozenDictionary<string, JsonElement>.Empty;
}
