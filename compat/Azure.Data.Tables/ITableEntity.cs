namespace Azure.Data.Tables;

/// <summary>An entity's key and version.</summary>
public interface ITableEntity
{
    /// <summary>The partition it is in.</summary>
    string PartitionKey { get; set; }

    /// <summary>Its key within the partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote it, UTC; never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>Its version; never sent as part of the entity.</summary>
    ETag ETag { get; set; }
}
