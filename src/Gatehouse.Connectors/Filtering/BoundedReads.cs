namespace Gatehouse.Connectors.Filtering;

/// <summary>Reads many lists, a few at a time.</summary>
internal static class BoundedReads
{
    /// <summary>How many calls run at once.</summary>
    public const int Concurrency = 4;

    /// <summary>Reads the list of each parent; the results are in the order of the parents.</summary>
    public static async Task<IReadOnlyList<TResult>> AllAsync<TParent, TResult>(
        IReadOnlyList<TParent> parents, Func<TParent, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        var results = new TResult[parents.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, parents.Count, options, async (index, token) => results[index] = await read(parents[index], token));
        return results;
    }
}
