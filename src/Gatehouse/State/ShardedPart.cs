namespace Gatehouse.State;

/// <summary>A part of a day of a <see cref="ShardedTable{T}"/>.</summary>
/// <typeparam name="T">The documents' type.</typeparam>
/// <param name="Rows">The documents, in the order of their rows over all shards.</param>
/// <param name="IsLast">Whether the day has no more within the bounds.</param>
public sealed record ShardedPart<T>(IReadOnlyList<StateDocument<T>> Rows, bool IsLast)
    where T : class;
