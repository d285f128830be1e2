namespace Gatehouse.State;

/// <summary>The address of a row within a table.</summary>
/// <param name="Partition">Rows of one partition are ordered together and can change in one batch. Any characters; surrogates only in pairs.</param>
/// <param name="Row">Unique within the partition. Any characters; surrogates only in pairs.</param>
public readonly record struct StateKey(string Partition, string Row)
{
    /// <inheritdoc />
    public override string ToString() => $"{Partition}|{Row}";
}
