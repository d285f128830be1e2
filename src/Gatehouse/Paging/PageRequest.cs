namespace Gatehouse.Paging;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">The most items wanted, at least 1.</param>
/// <param name="Position">Where to go on, from <see cref="Page{T}.Next"/>; <see langword="null"/> for the beginning.</param>
public sealed record PageRequest(int Limit, string? Position = null)
{
    /// <summary>How many items a page has when nothing is said.</summary>
    public const int DefaultLimit = 100;

    /// <summary>The most items a caller can ask for.</summary>
    public const int MaximumLimit = 1000;
}
