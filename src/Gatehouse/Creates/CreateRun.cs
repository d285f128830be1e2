namespace Gatehouse.Creates;

/// <summary>One create, as <see cref="CreateRunner"/> runs it.</summary>
/// <typeparam name="TResult">What is made.</typeparam>
public sealed record CreateRun<TResult>
    where TResult : class
{
    /// <summary>The operation's id, which is also the marker; the same for every try of the same create.</summary>
    public required string Id { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>How long a try may take in all.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>Calls the vendor, with all repetitions that are safe.</summary>
    public required Func<Task<TResult>> Call { get; init; }

    /// <summary>Notes what is at the vendor before the call; <see langword="null"/> where the marker can be searched.</summary>
    public Func<Task<string>>? Baseline { get; init; }

    /// <summary>
    /// Looks for what an earlier call may have made, with the baseline noted then, or takes it back and finds nothing;
    /// <see langword="null"/> where there is no way to do either.
    /// </summary>
    public Func<string?, Task<TResult?>>? Search { get; init; }

    /// <summary>The vendor's id of what was made.</summary>
    public required Func<TResult, string> IdOf { get; init; }

    /// <summary>Reads what an earlier try made, by its id.</summary>
    public required Func<string, Task<TResult>> Load { get; init; }
}
