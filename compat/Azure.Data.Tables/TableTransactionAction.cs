namespace Azure.Data.Tables;

/// <summary>One entity's part in a transaction.</summary>
public class TableTransactionAction
{
    /// <summary>An action on any version of the entity.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on the version <paramref name="etag"/>; the default is any.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>To what.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that must be present; the default is any.</summary>
    public ETag ETag { get; }
}
