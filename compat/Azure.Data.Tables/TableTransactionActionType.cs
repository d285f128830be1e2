namespace Azure.Data.Tables;

/// <summary>What a transaction does to one entity.</summary>
public enum TableTransactionActionType
{
    /// <summary>Adds it; fails when it is present.</summary>
    Add = 0,

    /// <summary>Merges it into the one that is present.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces the one that is present.</summary>
    UpdateReplace = 2,

    /// <summary>Removes it; fails when it is absent.</summary>
    Delete = 3,

    /// <summary>Adds it, or merges it.</summary>
    UpsertMerge = 4,

    /// <summary>Adds it, or replaces the one that is present.</summary>
    UpsertReplace = 5,
}
