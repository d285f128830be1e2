using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Json;

/// <summary>Writes an enum as camelCase words and reads no numbers for it.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
