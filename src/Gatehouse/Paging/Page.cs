namespace Gatehouse.Paging;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items, in the list's order. May be fewer than asked for.</param>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
