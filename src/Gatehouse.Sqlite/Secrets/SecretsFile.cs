using System.Text.Json.Serialization;

namespace Gatehouse.Sqlite.Secrets;

/// <summary>What the secrets file holds: values by vault name. A class, because a record would print them.</summary>
internal sealed class SecretsFile
{
    public int Version { get; init; } = 1;

    public required SortedDictionary<string, string> Secrets { get; init; }
}

/// <summary>The file's content as it was at a time. Never changed.</summary>
internal sealed class SecretsSnapshot(DateTime writtenAt, SortedDictionary<string, string> values)
{
    public DateTime WrittenAt { get; } = writtenAt;

    public SortedDictionary<string, string> Values { get; } = values;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SecretsFile))]
internal sealed partial class SecretsJson : JsonSerializerContext;
