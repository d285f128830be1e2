namespace Gatehouse.State;

/// <summary>A part of a range, in order.</summary>
/// <param name="Rows">At most as many rows as were asked for; a page may be short, or empty, and still not be the last.</param>
/// <param name="Continuation">Where the next page begins; <see langword="null"/> on the last page. Opaque to callers.</param>
public sealed record StatePage(IReadOnlyList<StateRow> Rows, string? Continuation);
