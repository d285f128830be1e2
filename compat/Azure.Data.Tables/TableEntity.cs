namespace Azure.Data.Tables;

/// <summary>An entity whose properties are named values: text or bytes.</summary>
public sealed class TableEntity : ITableEntity
{
    private readonly Dictionary<string, object> _properties = new(StringComparer.Ordinal);

    /// <summary>Starts an entity without a key.</summary>
    public TableEntity()
    {
    }

    /// <summary>Starts an entity with its key.</summary>
    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <inheritdoc />
    public string PartitionKey { get; set; } = null!;

    /// <inheritdoc />
    public string RowKey { get; set; } = null!;

    /// <inheritdoc />
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc />
    public ETag ETag { get; set; }

    /// <summary>The named properties without key, version and timestamp.</summary>
    internal IReadOnlyDictionary<string, object> Properties => _properties;

    /// <summary>A property's value; <see langword="null"/> when it is absent.</summary>
    public object? this[string key]
    {
        get => _properties.GetValueOrDefault(key);
        set
        {
            if (value is null)
                _properties.Remove(key);
            else
                _properties[key] = value;
        }
    }

    /// <summary>A property's bytes; <see langword="null"/> when it is absent.</summary>
    /// <exception cref="InvalidOperationException">The property holds something else.</exception>
    public byte[]? GetBinary(string key) => this[key] switch
    {
        null => null,
        byte[] bytes => bytes,
        var other => throw new InvalidOperationException($"Cannot return {typeof(byte[])} type for a {other.GetType()} typed property."),
    };
}
