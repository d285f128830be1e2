using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Entities as OData JSON: bytes are Base64 with their type named beside them.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string Binary = "Edm.Binary";

    public static void Write(Utf8JsonWriter writer, ITableEntity entity)
    {
        writer.WriteStartObject();
        writer.WriteString("PartitionKey", entity.PartitionKey);
        writer.WriteString("RowKey", entity.RowKey);
        foreach (var (name, value) in Cast<TableEntity>(entity).Properties)
        {
            if (value is byte[] bytes)
            {
                writer.WriteString(name + TypeSuffix, Binary);
                writer.WriteBase64String(name, bytes);
            }
            else
            {
                writer.WriteString(name, value as string ?? throw new NotSupportedException($"{value.GetType()} cannot be stored."));
            }
        }

        writer.WriteEndObject();
    }

    public static TableEntity ReadOne(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    public static List<TableEntity> ReadMany(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read)];
    }

    public static T Cast<T>(ITableEntity entity) =>
        entity is T same ? same : throw new NotSupportedException($"The only type of entity is {nameof(TableEntity)}.");

    private static TableEntity Read(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey":
                    entity.PartitionKey = property.Value.GetString()!;
                    break;
                case "RowKey":
                    entity.RowKey = property.Value.GetString()!;
                    break;
                case "Timestamp":
                    entity.Timestamp = property.Value.GetDateTimeOffset();
                    break;
                case "odata.etag":
                    entity.ETag = new ETag(property.Value.GetString()!);
                    break;
                case var name when !name.Contains("odata.", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.String:
                    entity[name] = IsBinary(json, name) ? property.Value.GetBytesFromBase64() : property.Value.GetString();
                    break;
            }
        }

        return entity;
    }

    private static bool IsBinary(JsonElement json, string name) =>
        json.TryGetProperty(name + TypeSuffix, out var type) && type.ValueEquals(Binary);
}
